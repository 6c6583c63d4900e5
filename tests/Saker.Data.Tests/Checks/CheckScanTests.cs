using Saker.Data.Checks;
using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks;

/// <summary>How often the rows are read, whatever the suite.</summary>
public sealed class CheckScanTests : IDisposable
{
    private const int Rows = 3_000;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_suite_of_all_kinds_reads_broken_rows_twice()
    {
        var (scans, report) = Run([.. CheckSamples.All, new UniqueCheck("whole"), new IncreasingCheck("day"), new OutliersCheck("whole")]);
        Assert.Equal(2, scans);
        Assert.True(report.Results.Count(result => result.Outcome == CheckOutcome.Failed) > 40);
    }

    [Fact]
    public void A_suite_that_holds_reads_the_rows_once()
    {
        var (scans, report) = Run([new RangeCheck("whole") { Min = -1e9 }, new UniqueCheck("id"), new NotNullCheck("id"), new OutliersCheck("id"), new MeanCheck("whole") { Min = -1e9 }, new LengthCheck("text") { Max = 99 }]);
        Assert.True(report.Passed, string.Join("\n", report.Results.SelectMany(result => result.Violations)));
        Assert.Equal(1, scans);
    }

    [Fact]
    public void Without_questions_about_rows_none_are_read()
    {
        var (scans, report) = Run([new ColumnExistsCheck("whole"), new ColumnCountCheck { Min = 2 }]);
        Assert.True(report.Passed);
        Assert.Equal((0, Rows), (scans, report.RowCount));
    }

    [Fact]
    public void Checks_of_predecessors_that_hold_read_the_rows_twice()
    {
        var (scans, report) = Run([new IncreasingCheck("id") { Strict = true }, new SequenceCheck("id"), new SequenceCheck("id") { Mostly = 0.5 }]);
        Assert.True(report.Passed);
        Assert.Equal(2, scans);
    }

    private (double Scans, CheckReport Report) Run(Check[] checks)
    {
        _folder.Add("other.csv", "id\na\n");
        var other = _folder.Add("twenty.csv", "id\na\n");
        var random = CheckTables.Create(3, Rows);
        var table = new Table([.. random.Columns, Column.Of<long>("id", Enumerable.Range(1, Rows).Select(i => (long)i).ToArray())]);
        using var connection = SqlEngine.Connect();
        TableLoader.Load(connection, "checked", table, keepNaN: false, Token);
        connection.Execute($"CREATE OR REPLACE TEMP SEQUENCE {CountedTarget.Counter}", Token);
        var suite = new CheckSuite { Checks = checks, Folder = Path.GetDirectoryName(other) };
        var options = new CheckOptions { Datasets = _ => new CsvSource { Path = other } };
        var report = CheckRunner.Run(new CountedTarget(new TableTarget("checked", table)), connection, suite, options, Token);
        var drawn = (long)connection.QueryAll($"SELECT nextval('{CountedTarget.Counter}') AS n", Token).Columns[0].GetValue(0)! - 1;
        return ((double)drawn / Rows, report);
    }
}
