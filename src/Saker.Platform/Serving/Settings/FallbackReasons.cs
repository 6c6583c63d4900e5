namespace Saker.Platform.Serving.Settings;

/// <summary>The failures on which the next step of a fallback chain answers. Wrong input is none of them: no other step would mend it.</summary>
[Flags]
public enum FallbackReasons
{
    None = 0,

    /// <summary>The queue is full, or another limit was reached.</summary>
    LimitExceeded = 1,

    /// <summary>The step did not answer in time.</summary>
    Timeout = 2,

    /// <summary>The model failed.</summary>
    Failure = 4,

    /// <summary>Nothing is loaded that could answer, or the step is left out because it kept failing.</summary>
    Unavailable = 8,

    All = LimitExceeded | Timeout | Failure | Unavailable,
}
