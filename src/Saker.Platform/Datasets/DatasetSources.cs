using System.Security.Cryptography;
using System.Text;
using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>What is noted of a source, so that it can be recognised later.</summary>
public static class DatasetSources
{
    /// <summary>Describes a source as it is now; reads its files once to hash them.</summary>
    /// <exception cref="SakerException">A file cannot be read.</exception>
    public static async Task<DatasetSource> DescribeAsync(DataSource source, CancellationToken cancellationToken)
    {
        var files = SourceRecord.Files(source);
        return new DatasetSource
        {
            Place = files.Count == 1 ? files[0] : source.Name,
            Settings = SourceRecord.Write(source),
            Hash = await HashAsync(files, cancellationToken),
            ByteCount = files.Count == 0 ? null : files.Sum(file => new FileInfo(file).Length),
            ModifiedAt = files.Count == 0 ? null : files.Max(file => new DateTimeOffset(File.GetLastWriteTimeUtc(file))),
        };
    }

    /// <summary>Holds a source to what was noted of it before its rows were read, so that what was checked, what was stored and what the lineage says are the same.</summary>
    /// <exception cref="SakerException">A file was changed meanwhile (conflict).</exception>
    internal static void RequireUnchanged(DataSource source, DatasetSource noted)
    {
        var files = SourceRecord.Files(source);
        if (noted.ModifiedAt is not { } modifiedAt || files.Count == 0)
            return;
        if (!files.All(File.Exists) || files.Sum(file => new FileInfo(file).Length) != noted.ByteCount || files.Max(file => new DateTimeOffset(File.GetLastWriteTimeUtc(file))) != modifiedAt)
            throw new SakerException(ErrorKind.Conflict, $"{source.Name} was changed while it was read. Nothing was stored; try again when nobody writes to it.", "source");
    }

    /// <summary>SHA-256 of a file's bytes; of several files, of a line each with hash and name. Null for none.</summary>
    /// <exception cref="SakerException">A file cannot be read.</exception>
    internal static async Task<string?> HashAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (files.Count <= 1)
            return files.Count == 0 ? null : await HashAsync(files[0], cancellationToken);
        var lines = new StringBuilder();
        foreach (var file in files)
            lines.Append(await HashAsync(file, cancellationToken)).Append("  ").Append(Path.GetFileName(file)).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.NotFound, $"The source '{path}' cannot be read: {e.Message}", "source", e);
        }
    }
}
