namespace Saker.Platform.Maintenance;

/// <summary>What garbage collection removed or, in a dry run, would remove.</summary>
public sealed record Collection
{
    public required bool IsDryRun { get; init; }

    /// <summary>Deleted runs, with their parameters, metrics, tags, inputs and artifacts.</summary>
    public required IReadOnlyList<CollectedRun> Runs { get; init; }

    /// <summary>Logged models that were deleted, or whose experiment was, with their parameters, tags and files.</summary>
    public required IReadOnlyList<CollectedLoggedModel> LoggedModels { get; init; }

    /// <summary>Deleted experiments that have neither runs nor logged models any more.</summary>
    public required IReadOnlyList<CollectedExperiment> Experiments { get; init; }

    /// <summary>Deleted runs that stay, and why.</summary>
    public required IReadOnlyList<KeptRun> Kept { get; init; }

    /// <summary>Logged models that stay although they or their experiments were deleted, and why.</summary>
    public required IReadOnlyList<KeptLoggedModel> KeptLoggedModels { get; init; }

    /// <summary>The hashes of model folders that no version names.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Content that nothing refers to.</summary>
    public required IReadOnlyList<CollectedBlob> Blobs { get; init; }

    /// <summary>The size of that content.</summary>
    public long ByteCount => Blobs.Sum(blob => blob.ByteCount);
}
