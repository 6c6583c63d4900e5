namespace Saker.Platform.Experiments.Search;

/// <summary>Which runs are wanted, in what order.</summary>
public sealed record RunSearch
{
    public const int DefaultMaxCount = 1_000;

    /// <summary>Runs of a page at most.</summary>
    public const int MaxMaxCount = 50_000;

    /// <summary>Experiments that one search names at most.</summary>
    public const int MaxExperiments = 5_000;

    /// <summary>Runs that one search names at most as those that others are part of.</summary>
    public const int MaxParents = 1_000;

    /// <summary>Runs that one search names at most as those that are wanted.</summary>
    public const int MaxRuns = 1_000;

    /// <summary>Runs of these experiments; null for those of all.</summary>
    public IReadOnlyList<ExperimentId>? Experiments { get; init; }

    /// <summary>Runs in this state; null for all.</summary>
    public Lifecycle? Lifecycle { get; init; } = Platform.Experiments.Lifecycle.Active;

    /// <summary>Only these runs, at most <see cref="MaxRuns"/>; null for all.</summary>
    public IReadOnlyList<RunId>? Runs { get; init; }

    /// <summary>Runs that are part of one of these, directly, at most <see cref="MaxParents"/>; null for all.</summary>
    public IReadOnlyList<RunId>? PartOf { get; init; }

    /// <summary>Only runs that are part of no other run of their experiment in the searched state.</summary>
    public bool IsOutermostOnly { get; init; }

    /// <summary>Such as <c>metrics.auc > 0.8 AND tags.team = 'risk'</c>; docs/search.md has the grammar.</summary>
    public string? Filter { get; init; }

    /// <summary>Such as <c>metrics.auc DESC</c>; without any, the newest come first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    public int MaxCount { get; init; } = DefaultMaxCount;

    public string? PageToken { get; init; }
}
