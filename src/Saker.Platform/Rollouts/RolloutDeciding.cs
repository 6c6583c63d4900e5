namespace Saker.Platform.Rollouts;

/// <summary>Who decides.</summary>
public enum RolloutDeciding
{
    /// <summary>The evidence does, at once.</summary>
    Automatic,

    /// <summary>The evidence rolls back at once; whatever promotes or concludes waits for a person.</summary>
    RollBackOnly,

    /// <summary>Everything that the evidence says waits for a person, rolling back too.</summary>
    Proposed,
}
