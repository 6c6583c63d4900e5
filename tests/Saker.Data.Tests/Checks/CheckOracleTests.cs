using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks;

/// <summary>Every kind of check finds what plain C# finds row by row, over random tables, with and without a condition and a tolerance.</summary>
public sealed class CheckOracleTests : IDisposable
{
    /// <summary>Rows of the other data.</summary>
    internal const int OtherRows = 20;

    private static readonly DateTime Now = new(2024, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(60)]
    public async Task One_scan_finds_what_row_by_row_evaluation_finds(int rows)
    {
        for (var seed = 0; seed < 4; seed++)
            await Compare(CheckTables.Create((rows * 100) + seed, rows), seed);
    }

    [Fact]
    public async Task Rows_beyond_one_chunk_of_the_engine_are_compared_in_order() => await Compare(CheckTables.Create(5, 9_000), 5);

    private async Task Compare(Table table, int seed)
    {
        Check[] plain = [.. CheckSamples.All];
        // Aggregates of a table rule say themselves which rows count.
        Check[] limited = [.. plain.OfType<ConditionalCheck>().Where(check => check is not TableRuleCheck).Select(check => check with { Where = "small > 0 AND \"code\" <> 'c'" })];
        Check[] tolerant = [.. plain.OfType<RowCheck>().Select(check => check with { Mostly = 0.6 })];
        var suite = new CheckSuite { Checks = [.. plain, .. limited, .. tolerant], MaxViolationsPerCheck = int.MaxValue, Folder = Path.GetDirectoryName(_folder.Add("other.csv", OtherFile)) };
        var all = new List<Violation>();
        var options = new CheckOptions { Time = new FixedTime(Now), Datasets = _ => new CsvSource { Path = _folder.Add("twenty.csv", OtherFile) }, OnViolation = all.Add };
        var report = await CheckRunner.RunAsync(table, suite, options, Token);

        NaiveRow[] rows = [.. Enumerable.Range(0, table.RowCount).Select(row => new NaiveRow(table, row))];
        NaiveRow[] some = [.. rows.Where(row => row.Small > 0 && row.Code is not null and not "c")];
        var results = report.Results.Skip(1).ToArray();
        Assert.Equal(suite.Checks.Count, results.Length);
        for (var i = 0; i < results.Length; i++)
        {
            var check = suite.Checks[i];
            var expected = NaiveChecks.Of(check.Name, check is ConditionalCheck { Where: not null } ? some : rows, Now);
            var about = $"seed {seed}, {table.RowCount} rows, {CheckSuiteText.Write(new CheckSuite { Checks = [check] })}";
            AssertSame(expected, results[i], check, about);
        }
        Assert.Equal(report.Results.Sum(result => result.Violations.Count), all.Count);
    }

    private static void AssertSame(NaiveOutcome expected, CheckResult found, Check check, string about)
    {
        if (expected.Considered is { } considered)
        {
            Assert.True(considered == found.ConsideredCount, $"{about}: {considered} considered, not {found.ConsideredCount}");
            Assert.True(expected.Rows.SequenceEqual(found.Violations.Select(violation => (int)violation.Row!)), $"{about}: rows {string.Join(",", expected.Rows)}, not {string.Join(",", found.Violations)}");
            Assert.Equal(expected.Rows.Count, found.ViolationCount);
            var mostly = (check as RowCheck)?.Mostly ?? 1;
            var holds = expected.Rows.Count == 0 || (mostly < 1 && expected.Rows.Count <= ((1 - mostly) * considered) + 1e-6);
            Assert.True(holds == (found.Outcome == CheckOutcome.Passed), $"{about}: {found.Outcome} with {expected.Rows.Count} of {considered}");
            return;
        }
        Assert.True((expected.Rows.Count == 0) == (found.Outcome == CheckOutcome.Passed), $"{about}: {found.Outcome}, {found.Observed}, {string.Join(" | ", found.Violations)}");
        Assert.DoesNotContain(found.Violations, violation => violation.Row is not null);
    }

    private static string OtherFile => "id,name\n" + string.Concat(Enumerable.Range(0, OtherRows).Select(i => i % 3 == 0 ? "a,x\n" : "b,y\n"));
}
