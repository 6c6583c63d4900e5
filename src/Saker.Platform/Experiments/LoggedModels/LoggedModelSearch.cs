namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>Which logged models are wanted, in what order.</summary>
public sealed record LoggedModelSearch
{
    /// <summary>Models of a page, at most and when nothing is said.</summary>
    public const int MaxMaxCount = 50;

    /// <summary>Datasets, and terms of an order, at most.</summary>
    public const int MaxScopes = 16;

    /// <summary>Models of these experiments.</summary>
    public required IReadOnlyList<ExperimentId> Experiments { get; init; }

    /// <summary>Such as <c>metrics.auc > 0.8 AND params.depth = '3'</c>; docs/search.md has the grammar.</summary>
    public string? Filter { get; init; }

    /// <summary>The filter's metrics count only when they were measured on one of these; empty for all.</summary>
    public IReadOnlyList<DatasetScope> Datasets { get; init; } = [];

    /// <summary>Without any, the newest come first.</summary>
    public IReadOnlyList<LoggedModelOrder> OrderBy { get; init; } = [];

    public int MaxCount { get; init; } = MaxMaxCount;

    public string? PageToken { get; init; }
}
