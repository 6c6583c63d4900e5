namespace Saker.Platform.Serving.Lifecycle;

/// <summary>What a version takes in memory.</summary>
internal static class VersionMemory
{
    // Of an empty session with its buffers: a guess, as is the count of copies.
    private const long FixedBytes = 256 << 10;

    // The graph as the engine keeps it: its constants, some of them packed for its kernels once more.
    private const int CopyCount = 2;

    /// <summary>An estimate from the files of the model folder; 0 bytes of files when it is gone, and nothing when there never was one.</summary>
    public static long Estimate(string? folder)
    {
        if (folder is null)
            return 0;
        try
        {
            return FixedBytes + (CopyCount * new DirectoryInfo(folder).EnumerateFiles("*.onnx").Sum(file => file.Length));
        }
        catch (IOException)
        {
            // Loading will say what is wrong with the folder.
            return FixedBytes;
        }
    }
}
