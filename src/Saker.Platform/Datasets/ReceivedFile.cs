using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>A file that came in, in a folder of its own; gone when disposed, or when the process that took it is.</summary>
internal sealed record ReceivedFile(string Folder, string Path) : IDisposable
{
    public void Dispose() => ContentFolders.Discard(Folder);
}
