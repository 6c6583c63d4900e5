namespace Saker.Platform.Serving;

/// <summary>A stable name that clients call and the model version that answers.</summary>
public sealed record Endpoint
{
    public required string Name { get; init; }

    public required string Model { get; init; }

    /// <summary>The version that serves.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset DeployedAt { get; init; }
}
