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
