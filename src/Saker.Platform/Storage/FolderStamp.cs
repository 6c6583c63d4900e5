namespace Saker.Platform.Storage;

/// <summary>What a folder looks like from outside: paths, sizes and times of its files. Cheap, where <see cref="FolderHash"/> reads everything.</summary>
internal sealed class FolderStamp : IEquatable<FolderStamp>
{
    private readonly (string Path, long ByteCount, long Ticks)[] _files;

    private FolderStamp(IEnumerable<(string Path, long ByteCount, long Ticks)> files) => _files = [.. files];

    /// <summary>Null for a folder that is not there, or that holds what is no file.</summary>
    public static FolderStamp? Find(string folder)
    {
        try
        {
            return new FolderStamp(FolderHash.List(folder).Select(path => (path, new FileInfo(Path.Combine(folder, path)))).Select(file => (file.path, file.Item2.Length, file.Item2.LastWriteTimeUtc.Ticks)));
        }
        catch (Exception exception) when (exception is Saker.Data.SakerException or IOException)
        {
            return null;
        }
    }

    /// <summary>Whether these are its files, as far as names and sizes tell.</summary>
    public bool Has(IEnumerable<(string Path, long ByteCount)> files) =>
        files.OrderBy(file => file.Path, StringComparer.Ordinal).SequenceEqual(_files.Select(file => (file.Path, file.ByteCount)));

    public bool Equals(FolderStamp? other) => other is not null && _files.AsSpan().SequenceEqual(other._files);

    public override bool Equals(object? obj) => Equals(obj as FolderStamp);

    public override int GetHashCode() => _files.Length;
}
