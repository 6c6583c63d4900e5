namespace Saker.Client;

/// <summary>A stable name that clients call, and the model version that answers.</summary>
public sealed record EndpointInfo
{
    public required string Name { get; init; }

    public required string Model { get; init; }

    public required string Version { get; init; }

    /// <summary>The alias that it follows, such as <c>churn@champion</c>: when that moves, its version is deployed. Null when it stays.</summary>
    public string? Follows { get; init; }

    /// <summary><c>loading</c>, <c>warming</c>, <c>active</c>, <c>degraded</c>, <c>failed</c>, <c>unloading</c> or <c>unloaded</c>.</summary>
    public required string State { get; init; }

    /// <summary>Since when the version that should serve is in its state.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why it is in that state, when there is something to say.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset DeployedAt { get; init; }

    /// <summary>The rollout by which a version comes to it, as a deployment began it; null where none is under way, and in lists.</summary>
    public RolloutInfo? Rollout { get; init; }

    /// <summary>The version that answers now, as <c>model/version</c>; null when none does.</summary>
    public string? Serving { get; init; }

    /// <summary>What the version that answers takes in memory, estimated.</summary>
    public long EstimatedBytes { get; init; }

    /// <summary>The states that the version was in, the oldest first.</summary>
    public IReadOnlyList<StateInfo>? History { get; init; }

    /// <summary>Null until the version is loaded first.</summary>
    public SignatureInfo? Signature { get; init; }

    /// <summary>The steps of its fallback chain in order; null without one.</summary>
    public IReadOnlyList<FallbackStepInfo>? Fallback { get; init; }

    /// <summary>What its cache did; null without one.</summary>
    public CacheInfo? Cache { get; init; }

    public required TrafficInfo Traffic { get; init; }

    /// <summary>How it serves; null in lists.</summary>
    public EndpointSettingsInfo? Settings { get; init; }
}
