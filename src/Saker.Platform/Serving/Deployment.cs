using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving;

/// <summary>What an endpoint is to serve from now on: a version, or what an alias points at.</summary>
public sealed record Deployment
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    /// <summary>The version; not read where <see cref="Alias"/> is set.</summary>
    public int Version { get; init; }

    /// <summary>The alias to follow; null for a plain version.</summary>
    public string? Alias { get; init; }

    /// <summary>Replace those that the endpoint has, in the same step; null keeps them.</summary>
    public EndpointSettings? Settings { get; init; }

    /// <summary>Why a version is deployed although its gates did not pass, where the model requires them; null unless somebody overrides.</summary>
    public string? Override { get; init; }

    /// <summary>Who deploys; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
