namespace Saker.Platform.Storage;

/// <summary>An empty folder to work in; gone when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("saker-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
