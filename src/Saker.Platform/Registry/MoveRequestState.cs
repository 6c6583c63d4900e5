namespace Saker.Platform.Registry;

/// <summary>How far a request to move a protected alias has come.</summary>
public enum MoveRequestState
{
    Waiting,

    /// <summary>Enough have approved, and the alias moved.</summary>
    Approved,
    Rejected,

    /// <summary>Who asked took it back.</summary>
    Withdrawn,

    /// <summary>The alias moved meanwhile, the version is gone, or the alias is no longer protected: ask again.</summary>
    Stale,
}
