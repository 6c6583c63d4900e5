namespace Saker.Platform.Serving.Settings;

/// <summary>How long a step of the fallback chain may take, and when it is left out.</summary>
public sealed record StepSettings
{
    /// <summary>After this the step has failed, from 1 ms to 1 h; null sets no limit of its own.</summary>
    public TimeSpan? Timeout { get; init; }

    public BreakerSettings Breaker { get; init; } = new();
}
