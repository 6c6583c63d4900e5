using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class QuarantineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_that_do_not_fit_are_set_aside_and_nothing_is_lost()
    {
        using var reader = await Source("n,d,t\n1,2024-01-01,a\nmany,soon,\"b, c\"\n3,2024-01-03,\n4.5,2024-01-04,d\n").OpenReaderAsync(Token);
        Assert.Equal((2, 2, 3), (reader.RowCount, reader.SetAsideCount, reader.MisfitCount));
        var rows = await reader.ReadAllAsync(Token);
        Assert.Equal([1L, 3L], rows.Get<long>("n").Values.ToArray());
        var aside = await new CsvSource { Path = _folder.At("aside.csv") }.ReadAllAsync(Token);
        Assert.Equal(["quarantine_file", "quarantine_row", "quarantine_column", "quarantine_value", "quarantine_reason", "n", "d", "t"], aside.Schema.Select(column => column.Name));
        Assert.Equal([_folder.At("rows.csv"), 2L, "n; d", "many; soon", "not of type int64; not of type date", "many", "soon", "b, c"], aside.Columns.Select(column => column.GetValue(0)));
        Assert.Equal(4L, aside.Get("quarantine_row").GetValue(1));
    }

    [Fact]
    public async Task Checks_see_only_the_rows_that_stay()
    {
        var report = await CheckRunner.RunAsync(Source("n,d,t\n1,2024-01-01,a\nmany,2024-01-01,b\n"), new CheckSuite { Checks = [new NotNullCheck("n")] }, Token);
        Assert.True(report.Passed);
        Assert.Equal(1, report.RowCount);
    }

    [Fact]
    public async Task Without_misfits_the_file_has_a_header_only()
    {
        Assert.Equal(1, (await Source("n,d,t\n1,2024-01-01,a\n").ReadAllAsync(Token)).RowCount);
        Assert.Single(await File.ReadAllLinesAsync(_folder.At("aside.csv"), Token));
    }

    [Fact]
    public async Task A_file_for_the_rows_is_needed()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => (Source("n,d,t\n1,2,a\n") with { QuarantineFile = null }).ReadAllAsync(Token));
        Assert.Contains("name the file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_inferred_and_declared_is_described()
    {
        var described = await (Source("n,d,t,e\n1,x,a,\n2,2024-01-01,a,\n") with { Misfits = MisfitPolicy.Fail }).DescribeAsync(Token);
        Assert.Equal(["n Int64 Declared 0 False", "d Date Declared 1 False", "t Text Inferred 0 False", "e Text Unknown 0 True"], described.Columns.Select(column => $"{column.Name} {column.Type} {column.Origin} {column.MisfitCount} {column.Nullable}"));
        Assert.Equal(["x", "2024-01-01"], described.Columns[1].Examples);
        Assert.Equal(["a"], described.Columns[2].Examples);
    }

    private CsvSource Source(string text) => new()
    {
        Path = _folder.Add("rows.csv", text),
        Columns = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Int64, ["d"] = ColumnType.Date },
        Misfits = MisfitPolicy.Quarantine,
        QuarantineFile = _folder.At("aside.csv"),
    };
}
