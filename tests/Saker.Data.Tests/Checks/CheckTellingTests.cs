using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks;

/// <summary>What a run tells as it goes, and how many rows it says there are.</summary>
public sealed class CheckTellingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_violation_of_every_check_is_told_those_of_columns_and_of_the_table_first()
    {
        var rows = new Table([Column.Of<long>("n", new long[] { 1, -1, 2 })]);
        var told = new List<string>();
        Check[] checks = [new RangeCheck("n") { Min = 0 }, new RowCountCheck { Min = 5 }, new NotNullCheck("lost"), new MeanCheck("n") { Min = 10 }, new ColumnCountCheck { Min = 9 }];
        var report = await CheckRunner.RunAsync(rows, new CheckSuite { Checks = checks }, new CheckOptions { OnViolation = violation => told.Add($"{violation.Rule} {violation.Row}") }, Token);
        Assert.Equal(["schema ", "row_count ", "mean ", "column_count ", "range 2"], told);
        Assert.Equal(report.Results.Sum(result => result.ViolationCount), told.Count);
    }

    [Fact]
    public async Task Rows_that_are_set_aside_are_not_counted()
    {
        var source = new CsvSource
        {
            Path = _folder.Add("n.csv", "n,m\n1,1\nx,2\ny,z\n4,4\n"),
            Columns = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Int64, ["m"] = ColumnType.Int64 },
            Misfits = MisfitPolicy.Quarantine,
            QuarantineFile = Path.Combine(_folder.Path, "aside.csv"),
        };
        var report = await CheckRunner.RunAsync(source, new CheckSuite { Checks = [new ColumnExistsCheck("n")] }, Token);
        Assert.Equal(2, report.RowCount);
    }
}
