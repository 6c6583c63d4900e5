namespace Saker.Platform.Registry;

/// <summary>A file of a model folder, as its manifest has it.</summary>
internal sealed record ModelFile
{
    /// <summary>Within the folder, with '/'.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the content, which the blob store has under it.</summary>
    public required string Hash { get; init; }

    public required long ByteCount { get; init; }
}
