using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Serving;

/// <summary>A stable name that clients call and the model version that answers.</summary>
public sealed record Endpoint
{
    public required string Name { get; init; }

    public required string Model { get; init; }

    /// <summary>The version that serves.</summary>
    public required int Version { get; init; }

    /// <summary>The alias of <see cref="Model"/> that it follows: when that moves, the version that it then points at is deployed. Null when it stays with its version.</summary>
    public string? Follows { get; init; }

    public required DateTimeOffset DeployedAt { get; init; }

    /// <summary>What served before this version; null when nothing did.</summary>
    public PreviousVersion? Previous { get; init; }

    /// <summary>How it serves; kept when another version is deployed.</summary>
    public EndpointSettings Settings { get; init; } = EndpointSettings.Default;

    /// <summary>The versions that its requests are split between while a rollout is under way; null when its version answers all.</summary>
    public EndpointSplit? Split { get; init; }
}
