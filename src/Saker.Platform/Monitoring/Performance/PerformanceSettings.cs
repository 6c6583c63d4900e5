using Saker.Learning.Scores;
using Saker.Learning.Scores.Segments;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>How the predictions of an endpoint are scored as outcomes arrive, and estimated before.</summary>
public sealed record PerformanceSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Scores are taken of windows of this length, which begin at whole multiples of it since 1970; from a minute, in whole minutes.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long after its end a window waits for outcomes before it is judged: worth setting where outcomes that come fast differ from those that come late.</summary>
    public TimeSpan Settle { get; init; }

    /// <summary>Windows with fewer outcomes are not judged; from 20.</summary>
    public int MinOutcomes { get; init; } = 100;

    /// <summary>The score by which decay is judged; null takes <c>roc_auc</c>, <c>accuracy</c> or <c>mae</c>, by the task.</summary>
    public string? Score { get; init; }

    /// <summary>How often a window of a version that has not decayed is ever called decayed, at most, however often it is looked at; above 0.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>A loss below this share of the evaluation's score is no decay, however sure it is.</summary>
    public double MinLoss { get; init; } = 0.02;

    /// <summary>Segments whose scores are told apart; those of the version's evaluation come besides.</summary>
    public IReadOnlyList<SegmentRequest> Segments { get; init; } = [];

    /// <summary>Whether windows are estimated from confidence or predicted losses while outcomes are missing.</summary>
    public bool Estimate { get; init; } = true;

    /// <summary>Detectors of change that take the errors in the order in which they become known; those of errors 0 and 1 are left out of regressions.</summary>
    public IReadOnlyList<string> Detectors { get; init; } = s_detectors;

    /// <summary>What is predicted; null takes it from the version's evaluation.</summary>
    public ScoreTask? Task { get; init; }

    /// <summary>The output that is the prediction; null takes <c>label</c>, or the only number.</summary>
    public string? Prediction { get; init; }

    /// <summary>The output with the probability of the positive class, or the start of the names of those with one for each class; null takes <c>probability</c>.</summary>
    public string? Probability { get; init; }

    /// <summary>The positive class; null takes it from the version's evaluation.</summary>
    public string? Positive { get; init; }

    // One list for all defaults, so that settings nobody changed are equal.
    private static readonly string[] s_detectors = ["adwin"];
}
