namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What a guard compares between a candidate and the control.</summary>
public enum GuardKind
{
    /// <summary>The share of requests that failed for what the version did. The tolerance is relative, of the odds: 0.1 lets 10% more fail.</summary>
    ErrorRate,

    /// <summary>The share of requests that the input guard refused; the tolerance as of <see cref="ErrorRate"/>.</summary>
    Refusals,

    /// <summary>The share of requests that a step of the fallback chain answered; the tolerance as of <see cref="ErrorRate"/>.</summary>
    Fallback,

    /// <summary>A quantile of the latency. The tolerance is relative: 0.1 lets it be 10% slower. It is rounded up to whole steps of 4.4%.</summary>
    Latency,

    /// <summary>The share of requests that a candidate in the shadow answers otherwise than the control. The tolerance is that share.</summary>
    Agreement,

    /// <summary>The mean of the scores: by arm, or, in the shadow, request by request. The tolerance is in standard deviations of the control's scores.</summary>
    ScoreShift,

    /// <summary>How wrong predictions turned out: the share of wrong labels, or the mean absolute error of numbers. The tolerance is in the error's own unit.</summary>
    OutcomeError,

    /// <summary>A business metric: numbers that are reported for requests under a name. The tolerance is in the metric's own unit.</summary>
    Metric,
}
