using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>A stored file under another key, written and not in its place yet. Disposing it removes what was not put there.</summary>
/// <param name="folder">A folder of its own, which nobody else writes to.</param>
/// <param name="path">The file that it is for.</param>
internal sealed class StagedRenewal(string folder, string path) : IDisposable
{
    private readonly DateTime _readAt = System.IO.File.GetLastWriteTimeUtc(path);

    /// <summary>The renewed file.</summary>
    public string File { get; } = Path.Combine(folder, Path.GetFileName(path));

    /// <summary>Puts it in its place, unless the file there was removed or replaced since it was read. Within a write.</summary>
    /// <returns>Whether it was put there.</returns>
    public bool Publish()
    {
        if (!System.IO.File.Exists(path) || System.IO.File.GetLastWriteTimeUtc(path) != _readAt)
            return false;
        System.IO.File.Move(File, path, overwrite: true);
        AtomicFiles.FlushFolder(Path.GetDirectoryName(path)!);
        return true;
    }

    public void Dispose() => ContentFolders.Discard(folder);
}
