namespace Saker.Client;

/// <summary>How a version fared behind an endpoint.</summary>
public sealed record VersionPerformanceInfo
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>Predictions with an outcome.</summary>
    public required int OutcomeCount { get; init; }

    /// <summary>Live scores beside the evaluation's; empty when nothing can be scored yet.</summary>
    public required IReadOnlyList<LiveScoreInfo> Scores { get; init; }

    public required IReadOnlyList<SegmentPerformanceInfo> Segments { get; init; }

    /// <summary>The score by which decay is judged.</summary>
    public required string DecayScore { get; init; }

    /// <summary>Closed windows in the order of time.</summary>
    public required IReadOnlyList<PerformanceWindowInfo> Windows { get; init; }

    /// <summary>Detectors of change that take its errors.</summary>
    public required IReadOnlyList<ChangeInfo> Changes { get; init; }

    /// <summary>What a reader should know.</summary>
    public required IReadOnlyList<string> Findings { get; init; }
}
