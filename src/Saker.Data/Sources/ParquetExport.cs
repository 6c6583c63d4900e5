using Saker.Data.Engine;
using Saker.Data.Sinks;

namespace Saker.Data.Sources;

/// <summary>Copies a Parquet file to another kind of file, streamed.</summary>
public static class ParquetExport
{
    /// <summary>Writes all rows in their order; whoever reads the target meanwhile sees the old file or the whole new one.</summary>
    /// <param name="path">The Parquet file.</param>
    /// <param name="target">The file to write; its ending says of which kind it is, as for <see cref="DataSinks.Open"/>.</param>
    /// <param name="cancellationToken">Stops the engine; then there is no file.</param>
    /// <exception cref="SakerException">The ending is not known, or the folder cannot be written.</exception>
    public static async Task WriteAsync(string path, string target, CancellationToken cancellationToken)
    {
        // What the engine writes itself, it writes fastest.
        var format = Path.GetExtension(target).ToLowerInvariant() switch
        {
            ".parquet" => "FORMAT parquet, COMPRESSION zstd",
            ".csv" => "FORMAT csv, HEADER true",
            _ => null,
        };
        if (format is not null)
        {
            await Task.Run(() => Write(Path.GetFullPath(path), Path.GetFullPath(target), format, cancellationToken), cancellationToken).ConfigureAwait(false);
            return;
        }
        var sink = DataSinks.Open(target, table: null, replace: false);
        using var reader = await new ParquetSource { Path = path, MaxRows = long.MaxValue / 2 }.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        await sink.WriteAsync(reader.Schema, reader.ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static void Write(string path, string target, string format, CancellationToken cancellationToken)
    {
        var temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var connection = SqlEngine.Connect())
                connection.Execute($"COPY (SELECT * FROM read_parquet({SqlText.Path(path)}, hive_partitioning=false)) TO {SqlText.Literal(temporary)} ({format})", cancellationToken);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{target} cannot be written: {e.Message}", "file", e);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }
}
