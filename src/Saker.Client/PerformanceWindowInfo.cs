namespace Saker.Client;

/// <summary>A closed window: what was estimated of it, and what came.</summary>
public sealed record PerformanceWindowInfo
{
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Outcomes that it was measured on; 0 while there are too few.</summary>
    public required long OutcomeCount { get; init; }

    public required IReadOnlyList<WindowScoreInfo> Scores { get; init; }

    /// <summary><c>cbpe</c>, <c>pape</c> or <c>dle</c>; absent when nothing was estimated.</summary>
    public string? EstimateMethod { get; init; }

    public required IReadOnlyList<EstimatedScoreInfo> Estimates { get; init; }

    /// <summary>Whether the version did worse than on its evaluation; absent while it is not judged.</summary>
    public DecayInfo? Decay { get; init; }
}
