namespace Saker.Platform.Serving.Fallback;

/// <summary>A step of a fallback chain and its circuit breaker.</summary>
public sealed record StepStatus(string Step, BreakerState State);
