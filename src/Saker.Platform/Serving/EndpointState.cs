namespace Saker.Platform.Serving;

/// <summary>How far the version that an endpoint should serve has come.</summary>
public enum EndpointState
{
    /// <summary>It is being loaded; an earlier version may still answer.</summary>
    Loading,

    /// <summary>It is in memory and runs example rows; an earlier version may still answer.</summary>
    Warming,

    /// <summary>It answers.</summary>
    Active,

    /// <summary>Requests are answered, but by an earlier version or with something wrong: the reason says what.</summary>
    Degraded,

    /// <summary>It could not be loaded, and nothing answers.</summary>
    Failed,

    /// <summary>It takes no new requests; those under way are finished.</summary>
    Unloading,

    /// <summary>It is not in memory: the reason says why, and whether the next request loads it.</summary>
    Unloaded,
}
