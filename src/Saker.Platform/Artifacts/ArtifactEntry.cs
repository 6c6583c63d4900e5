namespace Saker.Platform.Artifacts;

/// <summary>A file or a folder, as its folder lists it.</summary>
/// <param name="Path">From the tree's root, with '/'.</param>
/// <param name="ByteCount">The file's size; null for a folder.</param>
public sealed record ArtifactEntry(string Path, long? ByteCount)
{
    public bool IsFolder => ByteCount is null;
}
