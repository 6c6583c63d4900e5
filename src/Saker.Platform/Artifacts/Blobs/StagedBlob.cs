namespace Saker.Platform.Artifacts.Blobs;

/// <summary>Content on its way into a store: a flushed file that nobody else sees, gone when disposed.</summary>
/// <param name="File">The absolute path of the file.</param>
/// <param name="Hash">SHA-256 of the content, 64 lowercase hexadecimal digits.</param>
/// <param name="ByteCount">Its size.</param>
public sealed record StagedBlob(string File, string Hash, long ByteCount) : IDisposable
{
    public void Dispose() => System.IO.File.Delete(File);
}
