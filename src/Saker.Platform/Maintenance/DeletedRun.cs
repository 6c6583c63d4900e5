using Saker.Platform.Artifacts;

namespace Saker.Platform.Maintenance;

/// <summary>A deleted run, as the database has it.</summary>
internal sealed record DeletedRun
{
    public required string Id { get; init; }

    public long ExperimentId { get; init; }

    public required string Name { get; init; }

    public required string ArtifactUri { get; init; }

    /// <summary>Where its artifacts are in the tree; null when they are elsewhere, or in a place that is not the run's alone.</summary>
    public string? Root => ArtifactPaths.FromUri(ArtifactUri) is { } path && path.Split('/').Contains(Id) ? path : null;
}
