namespace Saker.Data.Privacy.Detectors;

/// <summary>Reports which columns of a stream of tables hold personal or secret data. The names of columns count as words around their cells.</summary>
public static class TableScanner
{
    /// <summary>Looks at every cell of texts, whole numbers and days, or at those of a share of the rows.</summary>
    /// <param name="tables">The rows.</param>
    /// <param name="scanner">What to look for.</param>
    /// <param name="share">The share of rows to look at, above 0 to 1; each row is drawn by itself.</param>
    /// <param name="random">Draws the rows; a seeded one gives the same rows again.</param>
    /// <param name="progress">Told how many rows are read, once a table.</param>
    /// <param name="cancellationToken">Stops between tables.</param>
    public static async Task<ScanReport> RunAsync(IAsyncEnumerable<Table> tables, TextScanner scanner, double share, Random random, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (share is not (> 0 and <= 1))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The share of rows is {share}; it must be above 0 and at most 1."), "sample");
        var tallies = new Dictionary<string, ColumnTally>(StringComparer.Ordinal);
        var order = new List<ColumnTally>();
        long rows = 0;
        long scanned = 0;
        await foreach (var table in tables.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            int[] drawn = [.. Enumerable.Range(0, table.RowCount).Where(_ => share >= 1 || random.NextDouble() < share)];
            foreach (var column in table.Columns.Where(IsScanned))
            {
                if (!tallies.TryGetValue(column.Name, out var tally))
                    order.Add(tallies[column.Name] = tally = new ColumnTally(column.Name, scanner));
                foreach (var row in drawn)
                    if (CellText.Of(column, row) is { } text)
                        tally.Add(text);
            }
            rows += table.RowCount;
            scanned += drawn.Length;
            progress?.Report(rows);
        }
        return new ScanReport(rows, scanned, [.. order.SelectMany(tally => tally.Findings())]);
    }

    private static bool IsScanned(Column column) => column.Type is ColumnType.Text or ColumnType.Int32 or ColumnType.Int64 or ColumnType.Date;
}
