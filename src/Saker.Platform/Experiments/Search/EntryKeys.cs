namespace Saker.Platform.Experiments.Search;

/// <summary>Under which keys an experiment's latest runs have entries, each list in the order of their characters.</summary>
public sealed record EntryKeys
{
    /// <summary>Keys of one kind at most.</summary>
    public const int MaxCount = 500;

    /// <summary>Runs that are looked at, from the newest on.</summary>
    public const int MaxRuns = 1_000;

    public required IReadOnlyList<string> Parameters { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }
}
