using Saker.Platform.Artifacts;

namespace Saker.Dashboard.Artifacts;

/// <summary>A file or a folder of a tree.</summary>
/// <param name="Path">Within what the tree belongs to.</param>
/// <param name="ByteCount">The file's size; null for a folder.</param>
/// <param name="Children">What lies in a folder that is open; null for one that is closed.</param>
public sealed record FileNode(string Path, long? ByteCount, FileFolder? Children = null)
{
    public bool IsFolder => ByteCount is null;

    public string Name => FileKinds.NameOf(Path);

    internal static FileNode Of(ArtifactEntry entry, int rootLength) => new(entry.Path[rootLength..], entry.ByteCount);
}
