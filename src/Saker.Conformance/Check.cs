namespace Saker.Conformance;

/// <summary>One expectation: passes by returning, fails by <see cref="CheckFailedException"/>, steps aside by <see cref="CheckSkippedException"/>.</summary>
internal sealed record Check(string Id, string Title, CheckLevel Level, string Source, Func<Subject, CancellationToken, Task> RunAsync)
{
    public CheckInfo Info { get; } = new(Id, Title, Level, Source);
}
