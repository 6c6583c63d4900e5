namespace Saker.Client;

/// <summary>What garbage collection removed or, in a dry run, would remove.</summary>
public sealed record CollectionInfo
{
    public required bool DryRun { get; init; }

    /// <summary>Deleted runs, with all that only they had.</summary>
    public required IReadOnlyList<CollectedRunInfo> Runs { get; init; }

    /// <summary>Logged models that were deleted, or whose experiment was.</summary>
    public required IReadOnlyList<CollectedLoggedModelInfo> LoggedModels { get; init; }

    /// <summary>The ids of deleted experiments that have neither runs nor logged models any more.</summary>
    public required IReadOnlyList<string> Experiments { get; init; }

    /// <summary>Deleted runs and logged models that stay, by id, and why.</summary>
    public required IReadOnlyDictionary<string, string> Kept { get; init; }

    /// <summary>The hashes of model folders that no version names.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Content that nothing refers to: its hash, and its size in bytes.</summary>
    public required IReadOnlyDictionary<string, long> Blobs { get; init; }

    /// <summary>The size of that content in bytes.</summary>
    public required long ByteCount { get; init; }
}
