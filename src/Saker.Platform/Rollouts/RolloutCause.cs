namespace Saker.Platform.Rollouts;

/// <summary>What began a rollout.</summary>
public enum RolloutCause
{
    /// <summary>Somebody deployed a version.</summary>
    Deployment,

    /// <summary>An alias moved that the endpoint follows.</summary>
    Alias,

    /// <summary>The endpoint's model was trained again.</summary>
    Retraining,
}
