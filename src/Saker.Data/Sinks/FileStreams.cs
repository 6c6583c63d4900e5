using System.IO.Compression;

namespace Saker.Data.Sinks;

/// <summary>New files to write to.</summary>
internal static class FileStreams
{
    public static Stream Create(string path, bool isPacked)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        return isPacked ? new GZipStream(file, CompressionLevel.Optimal) : file;
    }
}
