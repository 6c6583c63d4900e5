namespace Saker.Platform.Experiments.Search;

/// <summary>Which experiments are wanted, in what order.</summary>
public sealed record ExperimentSearch
{
    public const int DefaultMaxCount = 1_000;

    /// <summary>Experiments of a page at most.</summary>
    public const int MaxMaxCount = 50_000;

    /// <summary>Experiments in this state; null for all.</summary>
    public Lifecycle? Lifecycle { get; init; } = Platform.Experiments.Lifecycle.Active;

    /// <summary>Such as <c>name LIKE 'churn%'</c>; docs/search.md has the grammar.</summary>
    public string? Filter { get; init; }

    /// <summary>Such as <c>name ASC</c>; without any, the newest come first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    public int MaxCount { get; init; } = DefaultMaxCount;

    public string? PageToken { get; init; }
}
