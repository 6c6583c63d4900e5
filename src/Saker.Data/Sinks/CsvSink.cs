namespace Saker.Data.Sinks;

/// <summary>
/// CSV in UTF-8 with a header, LF and RFC 4180's quotes; packed by gzip where the name ends with <c>.gz</c>. Numbers keep every bit, times are
/// ISO 8601 in UTC, a missing value is an empty field.
/// </summary>
public sealed record CsvSink : FileSink
{
    /// <summary>Between fields.</summary>
    public char Delimiter { get; init; } = ',';

    private protected override async Task<long> WriteFileAsync(string path, Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        using var stream = FileStreams.Create(path, isPacked: Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        using var writer = new CsvWriter(stream, schema.Select(column => column.Name), Delimiter);
        var rows = 0L;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var cells = batch.Columns.Select(CellTexts.Of).ToArray();
            for (var row = 0; row < batch.RowCount; row++)
            {
                var at = row;
                writer.Write(cells.Select(cell => cell(at)));
            }
            rows += batch.RowCount;
        }
        return rows;
    }
}
