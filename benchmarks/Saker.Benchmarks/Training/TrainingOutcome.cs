namespace Saker.Benchmarks.Training;

/// <summary>One run of a <see cref="TrainingJob"/>.</summary>
internal sealed record TrainingOutcome
{
    /// <summary>Wall clock from reading the data file to the last score, in seconds.</summary>
    public required double TotalSeconds { get; init; }

    public required IReadOnlyDictionary<string, ModelOutcome> Models { get; init; }
}
