namespace Saker.Platform.Serving.Fallback;

/// <summary>Whether a step is tried.</summary>
public enum BreakerState
{
    /// <summary>It is.</summary>
    Closed,

    /// <summary>It kept failing and is left out.</summary>
    Open,

    /// <summary>One call tries whether it works again.</summary>
    HalfOpen,
}
