namespace Saker.Platform.Maintenance;

/// <summary>What garbage collection removed or, in a dry run, would remove.</summary>
public sealed record Collection
{
    public required bool IsDryRun { get; init; }

    /// <summary>Deleted runs, with their parameters, metrics, tags, inputs and artifacts.</summary>
    public required IReadOnlyList<CollectedRun> Runs { get; init; }

    /// <summary>Deleted experiments that have no run any more.</summary>
    public required IReadOnlyList<CollectedExperiment> Experiments { get; init; }

    /// <summary>Deleted runs that stay, and why.</summary>
    public required IReadOnlyList<KeptRun> Kept { get; init; }

    /// <summary>The hashes of model folders that no version names.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Content that nothing refers to.</summary>
    public required IReadOnlyList<CollectedBlob> Blobs { get; init; }

    /// <summary>The size of that content.</summary>
    public long ByteCount => Blobs.Sum(blob => blob.ByteCount);
}
