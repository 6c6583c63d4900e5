namespace Saker.Client;

/// <summary>A stable name that clients call, and the model version that answers.</summary>
public sealed record EndpointInfo
{
    public required string Name { get; init; }

    public required string Model { get; init; }

    public required string Version { get; init; }

    /// <summary><c>loading</c>, <c>active</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, when there is something to say.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset DeployedAt { get; init; }

    /// <summary>Null until the version is loaded.</summary>
    public SignatureInfo? Signature { get; init; }

    public required TrafficInfo Traffic { get; init; }
}
