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

    /// <summary>Reads a whole file, see <see cref="ParquetSource"/>.</summary>
    /// <exception cref="SakerException">The file is not there or is not Parquet.</exception>
    public static Task<Table> ReadAsync(string path, CancellationToken cancellationToken) => new ParquetSource { Path = path, MaxRows = long.MaxValue }.ReadAllAsync(cancellationToken);

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
}
