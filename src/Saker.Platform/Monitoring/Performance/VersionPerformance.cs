using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>How a version fared behind an endpoint.</summary>
public sealed record VersionPerformance
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>Predictions with an outcome in the time that was asked for.</summary>
    public required int PairCount { get; init; }

    /// <summary>Scores of all of them, with intervals and by segment; null when nothing can be scored yet.</summary>
    public EvaluationReport? Live { get; init; }

    /// <summary>What it scored on held-out rows; null where nobody says.</summary>
    public EvaluationReport? Evaluation { get; init; }

    /// <summary>The public name of the score by which decay is judged.</summary>
    public required string Score { get; init; }

    /// <summary>Closed windows in the order of time.</summary>
    public required IReadOnlyList<PerformanceWindow> Windows { get; init; }

    /// <summary>Detectors of change that take its errors.</summary>
    public IReadOnlyList<ErrorDetector> Detectors { get; init; } = [];

    /// <summary>What a reader should know.</summary>
    public IReadOnlyList<Problem> Findings { get; init; } = [];

    /// <summary>The last verdict; null when there is none.</summary>
    public DecayVerdict? Decay => Windows.LastOrDefault(window => window.Scores?.Decay is not null)?.Scores!.Decay;
}
