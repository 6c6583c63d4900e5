using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>A copied and flushed model folder that nobody can see yet, whose files are in the blob store already.</summary>
/// <param name="Path">The absolute path of the copy.</param>
/// <param name="Hash">The identity of its content.</param>
/// <param name="Files">Its files, by path.</param>
internal sealed record StagedFolder(string Path, string Hash, IReadOnlyList<ModelFile> Files)
{
    /// <summary>How the folder looked that has this content's name already, and whether it had the content; null when there was none.</summary>
    public (FolderStamp? Stamp, bool IsSound)? Published { get; init; }
}
