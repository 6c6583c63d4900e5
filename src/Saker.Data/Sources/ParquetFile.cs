using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Tables in Parquet files (zstd). Types, order of rows and missing values survive; a NaN stays a NaN.</summary>
public static class ParquetFile
{
    /// <summary>Writes a table; whoever reads the path meanwhile sees the old file or the whole new one.</summary>
    /// <exception cref="SakerException">The table has no columns, or the folder cannot be written.</exception>
    public static Task WriteAsync(string path, Table table, CancellationToken cancellationToken)
    {
        if (table.Columns.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "A table without columns cannot be written as Parquet.");
        return Task.Run(() => Write(Path.GetFullPath(path), table, cancellationToken), cancellationToken);
    }

    /// <summary>Reads a whole file. Types that a <see cref="Table"/> does not have become the nearest one: decimals <c>float64</c>, lists and structures <c>text</c>.</summary>
    /// <exception cref="SakerException">The file is not there or is not Parquet.</exception>
    public static Task<Table> ReadAsync(string path, CancellationToken cancellationToken) => Task.Run(() => Read(path, cancellationToken), cancellationToken);

    private static void Write(string path, Table table, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var connection = SqlEngine.Connect())
            {
                TableLoader.Load(connection, "written", table, keepNaN: true, cancellationToken);
                var columns = table.Columns.Select((column, i) => FormattableString.Invariant($"c{i} AS {SqlText.Name(column.Name)}"));
                connection.Execute($"COPY (SELECT {string.Join(", ", columns)} FROM written) TO {SqlText.Literal(temporary)} (FORMAT parquet, COMPRESSION zstd)", cancellationToken);
            }
            using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
                stream.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {e.Message}", inner: e);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    private static Table Read(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new SakerException(ErrorKind.NotFound, $"{path}: there is no such file.");
        try
        {
            using var connection = SqlEngine.Connect();
            var source = $"read_parquet({SqlText.Path(full)}, hive_partitioning=false)";
            var described = connection.QueryAll($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {source})", cancellationToken);
            var (names, types) = (described.Get<string>("column_name").Values, described.Get<string>("column_type").Values);
            var columns = Enumerable.Range(0, described.RowCount).Select(i => $"{Cast(SqlText.Name(names.Span[i]), types.Span[i])} AS {SqlText.Name(names.Span[i])}");
            return connection.QueryAll($"SELECT {string.Join(", ", columns)} FROM {source}", cancellationToken);
        }
        catch (SakerException e)
        {
            throw new SakerException(e.Kind, $"{path}: {e.Message}", inner: e);
        }
    }

    private static string Cast(string name, string type) => type switch
    {
        "BOOLEAN" or "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" => name,
        "FLOAT" or "DOUBLE" or "VARCHAR" or "DATE" or "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" => name,
        "UBIGINT" or "HUGEINT" or "UHUGEINT" => $"CAST({name} AS DOUBLE)",
        "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => $"CAST({name} AS TIMESTAMP)",
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => $"CAST({name} AS DOUBLE)",
        _ => $"CAST({name} AS VARCHAR)",
    };
}
