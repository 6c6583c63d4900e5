namespace Saker.Platform.Monitoring.Signals;

/// <summary>A kind of signal that a source gives.</summary>
/// <param name="Name">The signal's name. <c>score.*</c> stands for all names that begin so, where what there is depends on the models.</param>
/// <param name="Unit">Of its value: <c>share</c> (0 to 1), <c>count</c>, <c>seconds</c>, <c>per_second</c>, <c>score</c> (in the score's own terms) or <c>flag</c> (0 or 1).</param>
/// <param name="Description">One sentence: what it says, and of what time.</param>
public sealed record SignalDefinition(string Name, string Unit, string Description)
{
    /// <summary>Whether signals of this name are of this kind.</summary>
    public bool Covers(string name) => Name.EndsWith(".*", StringComparison.Ordinal)
        ? name.Length > Name.Length - 1 && name.StartsWith(Name.AsSpan(0, Name.Length - 1), StringComparison.Ordinal)
        : name == Name;
}
