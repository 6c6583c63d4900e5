using System.Globalization;
using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Cli.Commands.Data;

/// <summary>Files of rows that commands read and write: Parquet by the ending <c>.parquet</c>, else CSV.</summary>
internal static class DataFile
{
    public static DataSource Open(string path) => IsParquet(path) ? new ParquetSource { Path = path } : new CsvSource { Path = path };

    /// <summary>Writes rows; whoever reads the path meanwhile sees the old file or the whole new one. An error of the stream leaves no file.</summary>
    /// <returns>How many rows were written.</returns>
    public static async Task<long> WriteAsync(string path, IAsyncEnumerable<Table> rows, CancellationToken cancellationToken)
    {
        await using var tables = rows.GetAsyncEnumerator(cancellationToken);
        var counted = new Counted(tables);
        if (!await tables.MoveNextAsync())
            throw new SakerException(ErrorKind.InvalidInput, "There are no rows to write.");
        if (IsParquet(path))
            await ParquetWriter.WriteAsync(path, tables.Current.Schema, counted.All(), cancellationToken);
        else
            await WriteCsvAsync(Path.GetFullPath(path), tables.Current.Schema, counted.All(), cancellationToken);
        return counted.RowCount;
    }

    private static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private static async Task WriteCsvAsync(string path, Schema schema, IAsyncEnumerable<Table> tables, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            await using (var writer = new StreamWriter(temporary))
            {
                await writer.WriteLineAsync(string.Join(',', schema.Select(column => Field(column.Name))));
                await foreach (var table in tables.WithCancellation(cancellationToken))
                    for (var row = 0; row < table.RowCount; row++)
                        await writer.WriteLineAsync(string.Join(',', table.Columns.Select(column => Field(Text(column, row)))));
                await writer.FlushAsync(cancellationToken);
                ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {e.Message}", inner: e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string Text(Column column, int row) => column.GetValue(row) switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The table that was read to learn the schema, then the others.</summary>
    private sealed class Counted(IAsyncEnumerator<Table> tables)
    {
        public long RowCount { get; private set; }

        public async IAsyncEnumerable<Table> All()
        {
            do
            {
                RowCount += tables.Current.RowCount;
                yield return tables.Current;
            }
            while (await tables.MoveNextAsync());
        }
    }
}
