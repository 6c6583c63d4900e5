using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class ParquetSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_come_in_order_and_in_batches()
    {
        var rows = new Table([Column.Of<long>("n", Enumerable.Range(0, 200_000).Select(i => (long)i).ToArray())]);
        var source = await Write(rows) with { BatchRows = 10_000 };
        var batches = new List<Table>();
        await foreach (var batch in source.ReadAsync(Token))
            batches.Add(batch);
        Assert.InRange(batches.Count, 10, 20);
        RandomTables.AssertEqual(rows, Table.Concat(batches));
    }

    [Fact]
    public async Task A_column_may_have_the_name_of_the_engines_own_row_number()
    {
        var rows = new Table([Column.OfNumbers("file_row_number", [7, -8, 9]), Column.OfText("t", ["a", "b", "c"])]);
        var source = await Write(rows);
        RandomTables.AssertEqual(rows, await source.ReadAllAsync(Token));
        RandomTables.AssertEqual(rows.Take([1, 2]), await ParquetPage.ReadAsync(source.Path, 1, 5, Token));
        var report = await CheckRunner.RunAsync(source, new CheckSuite { Checks = [new RangeCheck("file_row_number") { Min = 0 }] }, Token);
        Assert.Equal(2, Assert.Single(report.Results[^1].Violations).Row);
    }

    [Fact]
    public async Task Checks_run_over_it_and_name_rows()
    {
        var source = await Write(new Table([Column.OfNumbers("x", [1, -2, double.NaN, 4]), Column.OfText("t", ["a", "b", null, "a"])]));
        var report = await CheckRunner.RunAsync(source, new CheckSuite { Checks = [new RangeCheck("x") { Min = 0 }, new NotNullCheck("t")] }, Token);
        Assert.Equal(4, report.RowCount);
        Assert.Equal([2L, 3L], report.Results.SelectMany(result => result.Violations).Select(violation => violation.Row ?? 0));
    }

    [Fact]
    public async Task Only_columns_without_missing_values_are_not_nullable()
    {
        var schema = await (await Write(new Table([Column.OfNumbers("x", [1, double.NaN]), Column.OfText("t", ["a", "b"])]))).InferSchemaAsync(Token);
        Assert.Equal("x: float64?, t: text", schema.ToString());
    }

    [Fact]
    public async Task A_declared_type_is_reached_where_nothing_is_lost()
    {
        var source = await Write(new Table([Column.OfNumbers("x", [1, 2]), Column.OfText("t", [" 7 ", null])])) with
        {
            Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Int64, ["t"] = ColumnType.Int32 },
        };
        var table = await source.ReadAllAsync(Token);
        Assert.Equal([1L, 2L], table.Get<long>("x").Values.ToArray());
        Assert.Equal(7, table.Get("t").GetValue(0));
        Assert.Null(table.Get("t").GetValue(1));
    }

    [Fact]
    public async Task A_value_that_would_lose_something_is_reported_or_becomes_missing()
    {
        var source = await Write(new Table([Column.OfNumbers("x", [1, 2.5, 3])])) with { Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Int64 } };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Equal((ErrorKind.ChecksFailed, 2L), (error.Kind, error.Problems.Single().Row!.Value));
        Assert.Contains("'2.5' does not fit the declared type int64", error.Problems[0].Message, StringComparison.Ordinal);
        var table = await (source with { Misfits = MisfitPolicy.Null }).ReadAllAsync(Token);
        Assert.Equal([1L, null, 3L], Enumerable.Range(0, 3).Select(table.Get("x").GetValue));
    }

    private async Task<ParquetSource> Write(Table rows)
    {
        var path = _folder.At("rows.parquet");
        await ParquetFile.WriteAsync(path, rows, Token);
        return new ParquetSource { Path = path };
    }
}
