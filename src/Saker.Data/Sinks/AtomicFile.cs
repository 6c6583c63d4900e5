namespace Saker.Data.Sinks;

/// <summary>Writes a file whole or not at all: whoever reads the path meanwhile sees the old file or the whole new one.</summary>
internal static class AtomicFile
{
    /// <exception cref="SakerException">The folder cannot be written, or the disk is full.</exception>
    public static T Write<T>(string path, Func<Stream, T> write) => ReplaceAsync(path, temporary =>
    {
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        return Task.FromResult(write(stream));
    }).GetAwaiter().GetResult();

    /// <summary>As <see cref="Write"/>, for what makes its file by name.</summary>
    public static async Task<T> ReplaceAsync<T>(string path, Func<string, Task<T>> make)
    {
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
        try
        {
            var made = await make(temporary).ConfigureAwait(false);
            using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
                stream.Flush(flushToDisk: true);
            File.Move(temporary, full, overwrite: true);
            return made;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path}: it cannot be written: {e.Message}", "target", e);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }
}
