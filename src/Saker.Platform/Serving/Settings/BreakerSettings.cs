namespace Saker.Platform.Serving.Settings;

/// <summary>When a step that keeps failing is left out, and for how long.</summary>
public sealed record BreakerSettings
{
    /// <summary>The share of failed calls from which the step is left out, above 0 to 1.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>Over how long the share is taken, from 500 ms to 1 h.</summary>
    public TimeSpan SamplingDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The fewest calls in that time from which it counts, from 2 to 1,000,000.</summary>
    public int MinimumThroughput { get; init; } = 20;

    /// <summary>How long the step is left out before one call tries it again, from 500 ms to 1 h.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(10);
}
