namespace Saker.Platform.Rollouts;

/// <summary>How a version comes to an endpoint.</summary>
public enum RolloutKind
{
    /// <summary>At once: where nothing serves yet, or the same version is deployed again.</summary>
    Immediate,

    /// <summary>Warmed first, then all requests at once; the version before stays warm for a while.</summary>
    BlueGreen,

    /// <summary>A growing share of the requests, from step to step.</summary>
    Canary,

    /// <summary>Copies of requests, whose answers nobody gets.</summary>
    Shadow,

    /// <summary>Fixed shares for one candidate or several, until a decision.</summary>
    Ab,

    /// <summary>Shares that follow what is known of an outcome.</summary>
    Bandit,
}
