using Saker.Platform.Artifacts;

namespace Saker.Platform.Maintenance;

/// <summary>A deleted run or logged model, as the database has it.</summary>
internal sealed record DeletedOwner
{
    public required string Id { get; init; }

    public long ExperimentId { get; init; }

    public required string Name { get; init; }

    public required string ArtifactUri { get; init; }

    /// <summary>Where its artifacts are in the tree; null when they are elsewhere, or in a place that is not its alone.</summary>
    public string? Root => ArtifactPaths.FromUri(ArtifactUri) is { } path && path.Split('/').Contains(Id) ? path : null;
}
