namespace Saker.Platform.Serving;

/// <summary>How far the version that an endpoint should serve has come.</summary>
public enum EndpointState
{
    /// <summary>It is being loaded; an earlier version may still answer.</summary>
    Loading,

    /// <summary>It answers.</summary>
    Active,

    /// <summary>It could not be loaded; an earlier version may still answer.</summary>
    Failed,
}
