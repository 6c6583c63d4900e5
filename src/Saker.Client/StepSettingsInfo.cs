namespace Saker.Client;

/// <summary>How long a step of the fallback chain may take, and when it is left out.</summary>
public sealed record StepSettingsInfo
{
    /// <summary>After this the step has failed, from <c>10ms</c> to <c>1h</c>; null sets no limit of its own.</summary>
    public string? Timeout { get; init; }

    public BreakerSettingsInfo? Breaker { get; init; }
}
