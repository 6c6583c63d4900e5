namespace Saker.Platform.Rollouts;

/// <summary>How far a rollout is.</summary>
public enum RolloutState
{
    /// <summary>Somebody must approve it first.</summary>
    Waiting,

    /// <summary>The candidate is being loaded; it gets no requests yet.</summary>
    Warming,

    /// <summary>The candidate gets requests, or copies of them.</summary>
    Running,

    /// <summary>It stays as it is until a person goes on with it. Guards go on watching.</summary>
    Held,

    /// <summary>Ended: a candidate serves.</summary>
    Promoted,

    /// <summary>Ended: the control serves, and the candidate comes back only when a person says so.</summary>
    RolledBack,

    /// <summary>Ended: the control serves, and nothing was held against the candidate: there is no difference, or it was only to be looked at.</summary>
    Kept,

    /// <summary>Ended before there was anything to judge, or by a person who did not judge.</summary>
    Cancelled,
}
