namespace Saker.Client;

/// <summary>When a step that keeps failing is left out, and for how long.</summary>
public sealed record BreakerSettingsInfo
{
    /// <summary>The share of failed calls from which the step is left out, above 0 to 1.</summary>
    public double? FailureRatio { get; init; }

    /// <summary>Over how long the share is taken, from <c>500ms</c> to <c>1h</c>.</summary>
    public string? SamplingDuration { get; init; }

    /// <summary>The fewest calls in that time from which it counts, from 2 to 1,000,000.</summary>
    public int? MinimumThroughput { get; init; }

    /// <summary>How long the step is left out before one call tries it again, from <c>500ms</c> to <c>1h</c>.</summary>
    public string? BreakDuration { get; init; }
}
