namespace Saker.Onnx.Reading;

/// <summary>Models as files.</summary>
internal static class ModelFile
{
    private static int _saves;

    public static byte[] Read(string path, ModelLimits limits)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= limits.MaxBytes
                ? File.ReadAllBytes(path)
                : throw new OnnxException($"'{path}' has {length} bytes; at most {limits.MaxBytes} are allowed.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OnnxException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes under a temporary name in the same folder, so that the name never stands for half a file.</summary>
    public static void Write(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _saves)}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new OnnxException($"'{path}' cannot be written: {exception.Message}", exception);
        }
    }
}
