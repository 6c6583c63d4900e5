using System.Security.Cryptography;
using System.Text.Json;
using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>What is noted of a source, so that it can be recognised and read again.</summary>
public static class DatasetSources
{
    /// <summary>Describes a source as it is now; reads its file once to hash it.</summary>
    /// <exception cref="SakerException">There is no such file.</exception>
    public static async Task<DatasetSource> DescribeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        var file = new FileInfo(source.Path);
        return new DatasetSource
        {
            Place = file.FullName,
            Settings = JsonSerializer.Serialize(Settings(source with { Path = file.FullName })),
            Hash = await HashAsync(file.FullName, cancellationToken),
            ByteCount = file.Length,
            ModifiedAt = new DateTimeOffset(file.LastWriteTimeUtc),
        };
    }

    /// <summary>The source that was noted.</summary>
    /// <exception cref="SakerException">What was noted is not understood.</exception>
    public static CsvSource Open(string settings)
    {
        List<Problem> problems = [];
        var source = CsvSource.Create(new Settings(YamlText.Parse(settings).Values, "", problems), "/");
        return problems.Count == 0 ? source : throw new SakerException(ErrorKind.InvalidInput, "What was noted of the source is not understood.", problems);
    }

    internal static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
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

    private static Dictionary<string, object> Settings(CsvSource source)
    {
        var settings = new Dictionary<string, object> { ["csv"] = source.Path, ["missing"] = source.Missing };
        if (source.Delimiter is { } delimiter)
            settings["delimiter"] = delimiter.ToString();
        if (source.Columns.Count > 0)
            settings["columns"] = source.Columns.ToDictionary(column => column.Key, column => column.Value.Name());
        return settings;
    }
}
