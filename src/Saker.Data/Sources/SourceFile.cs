namespace Saker.Data.Sources;

/// <summary>Looks at a path before it is opened, so that nothing is read that is no file.</summary>
internal static class SourceFile
{
    /// <summary>The full path of a file that is there and holds something.</summary>
    /// <exception cref="SakerException">There is no such file, or it is a folder, a device or empty.</exception>
    public static string Require(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new SakerException(ErrorKind.InvalidInput, "The path of a file is needed.", "source");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new SakerException(ErrorKind.InvalidInput, $"{path}: this is a folder; name a file in it.", "source");
        var file = new FileInfo(full);
        if (!file.Exists)
            throw new SakerException(ErrorKind.NotFound, $"{path}: there is no such file{(file.LinkTarget is { } link ? $"; the link leads to {link}, where nothing is or which leads back" : "")}.", "source");
        // Devices and pipes have no length: to open one can wait, or give bytes, for ever.
        return file.Length > 0 ? full : throw new SakerException(ErrorKind.InvalidInput, $"{path}: the file is empty, or no regular file.", "source");
    }

    /// <exception cref="SakerException">It cannot be read.</exception>
    public static FileStream Open(string name, string fullPath)
    {
        try
        {
            return new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{name}: the file cannot be read: {e.Message}", "source", e);
        }
    }

    /// <summary>Its first bytes, and whether these are all.</summary>
    public static (byte[] Bytes, bool IsWhole) ReadStart(string name, string fullPath, int bytes)
    {
        using var stream = Open(name, fullPath);
        try
        {
            var start = new byte[bytes];
            var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return (start[..read], read < bytes);
        }
        catch (IOException e)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{name}: the file cannot be read: {e.Message}", "source", e);
        }
    }
}
