namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Where a registered version stands in this process.</summary>
public enum VersionState
{
    /// <summary>It was not asked for yet; the first request for it loads it.</summary>
    Registered,

    /// <summary>Its files are being checked and read.</summary>
    Loading,

    /// <summary>It is in memory and runs example rows; it gets no requests yet.</summary>
    Warming,

    /// <summary>It answers.</summary>
    Active,

    /// <summary>It answers, but something is wrong: the reason says what.</summary>
    Degraded,

    /// <summary>It could not be loaded or did not pass its warm-up.</summary>
    Failed,

    /// <summary>It takes no new requests; those under way are finished.</summary>
    Unloading,

    /// <summary>It was in memory and is not any more: the reason says why, and whether a request loads it again.</summary>
    Unloaded,
}
