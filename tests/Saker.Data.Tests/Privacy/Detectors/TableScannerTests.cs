using Saker.Data.Privacy.Detectors;

namespace Saker.Data.Tests.Privacy.Detectors;

public sealed class TableScannerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_are_told_with_counts_and_their_names_count_as_words()
    {
        var table = new Table(
        [
            Column.OfText("contact", ["a@example.com", null, "b@example.com", "none"]),
            Column.OfText("notes", ["call 202-555-0143 or c@example.com", "", "nothing", null]),
            Column.Of<long>("social_security_number", new long[] { 123456789, 219099999, 457555462, 219099998 }),
            Column.Of<long>("order_number", new long[] { 123456789, 219099999, 457555462, 219099998 }),
            Column.Of<DateOnly>("date_of_birth", new[] { new DateOnly(1984, 3, 12), new(1990, 1, 1), new(2001, 2, 3), new(1970, 5, 6) }),
            Column.Of<DateOnly>("delivered", new[] { new DateOnly(1984, 3, 12), new(1990, 1, 1), new(2001, 2, 3), new(1970, 5, 6) }),
        ]);
        var report = await TableScanner.RunAsync(Stream(table, table), new TextScanner(new ScanOptions()), 1, new Random(1), null, Token);
        Assert.Equal(8, report.RowCount);
        Assert.Equal(
            [("contact", "email", 4L, 4L, 6L), ("notes", "email", 2, 0, 6), ("notes", "phone", 2, 0, 6), ("social_security_number", "us_ssn", 8, 8, 8), ("date_of_birth", "birth_date", 8, 8, 8)],
            report.Findings.Select(finding => (finding.Column, finding.Type, finding.CellCount, finding.WholeCellCount, finding.ScannedCount)));
    }

    [Fact]
    public async Task A_column_of_numbers_is_not_one_of_cards_because_some_fit_by_chance()
    {
        var random = new Random(3);
        var numbers = Column.OfText("reference", [.. Enumerable.Range(0, 2_000).Select(_ => "4" + string.Concat(Enumerable.Range(0, 15).Select(_ => random.Next(10))))]);
        var report = await TableScanner.RunAsync(Stream(new Table([numbers])), new TextScanner(new ScanOptions()), 1, random, null, Token);
        var finding = Assert.Single(report.Findings);
        Assert.InRange(finding.CellCount, 150, 250);
        Assert.True(finding.Confidence < 0.4, finding.ToString());
    }

    [Fact]
    public async Task A_share_of_the_rows_gives_the_same_rows_for_the_same_seed()
    {
        var table = new Table([Column.OfText("contact", [.. Enumerable.Range(0, 5_000).Select(i => $"p{i}@example.com")])]);
        var scanner = new TextScanner(new ScanOptions());
        var first = await TableScanner.RunAsync(Stream(table), scanner, 0.1, new Random(1), null, Token);
        var second = await TableScanner.RunAsync(Stream(table), scanner, 0.1, new Random(1), null, Token);
        Assert.InRange(first.ScannedRowCount, 400, 600);
        Assert.Equal(first.Findings, second.Findings);
        Assert.Equal(first.ScannedRowCount, first.Findings[0].CellCount);
    }

    private static async IAsyncEnumerable<Table> Stream(params Table[] tables)
    {
        foreach (var table in tables)
        {
            yield return table;
            await Task.Yield();
        }
    }
}
