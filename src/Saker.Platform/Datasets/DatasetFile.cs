namespace Saker.Platform.Datasets;

/// <summary>The rows of a version as a Parquet file, there until it is disposed.</summary>
public sealed class DatasetFile : IDisposable
{
    private readonly Action _release;

    internal DatasetFile(DatasetVersion version, string path, Action release)
    {
        Version = version;
        Path = path;
        _release = release;
    }

    public DatasetVersion Version { get; }

    /// <summary>The absolute path. Only to be read.</summary>
    public string Path { get; }

    public void Dispose() => _release();
}
