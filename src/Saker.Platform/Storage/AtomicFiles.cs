using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>Writes that are there wholly or not at all, after a crash of the process or of the machine.</summary>
internal static class AtomicFiles
{
    /// <summary>Writes a file under a temporary name beside it, flushes it, and renames it.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.new");
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        FlushFolder(folder);
    }

    /// <summary>Flushes every file and folder below a folder, and the folder itself.</summary>
    public static void FlushTree(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
        FlushFolders(folder);
    }

    /// <summary>Flushes every folder below a folder, and the folder itself, where the files are flushed already.</summary>
    public static void FlushFolders(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            FlushFolder(inner);
        FlushFolder(folder);
    }

    /// <summary>Renames a flushed folder within its parent, durably. Fails when the target exists.</summary>
    public static void MoveFolder(string from, string to)
    {
        Directory.Move(from, to);
        FlushFolder(Path.GetDirectoryName(to)!);
    }
    /// <inheritdoc cref="FolderFlush.Flush"/>
    public static void FlushFolder(string folder) => FolderFlush.Flush(folder);
}
