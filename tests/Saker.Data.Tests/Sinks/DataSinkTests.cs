using Saker.Data.Sinks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sinks;

public sealed class DataSinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.tsv")]
    [InlineData("rows.csv.gz")]
    [InlineData("rows.jsonl")]
    [InlineData("rows.jsonl.gz")]
    [InlineData("rows.parquet")]
    [InlineData("rows.sqlite")]
    public async Task What_is_written_is_read_again(string name)
    {
        var rows = Rows(2_500);
        var sink = DataSinks.Open(_folder.At(name), null, replace: false);
        Assert.Equal(5_000, await sink.WriteAsync(rows.Schema, Stream(rows, rows), Token));
        var source = DataSources.Open(_folder.At(name)) with { Columns = rows.Schema.Where(column => name.Contains("parquet", StringComparison.Ordinal) || column.Type != ColumnType.Boolean || !name.EndsWith("sqlite", StringComparison.Ordinal)).ToDictionary(column => column.Name, column => column.Type) };
        var read = await source.ReadAllAsync(Token);
        if (name.EndsWith("sqlite", StringComparison.Ordinal))
        {
            Assert.Equal([1L, 0L, null], Enumerable.Range(0, 3).Select(read.Get("flag").GetValue));
            RandomTables.AssertEqual(Table.Concat([rows, rows]).Without(["flag"]), read.Without(["flag"]));
            return;
        }
        RandomTables.AssertEqual(Table.Concat([rows, rows]), read);
        Assert.Equal([_folder.At(name)], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.jsonl")]
    [InlineData("rows.parquet")]
    [InlineData("rows.sqlite")]
    public async Task When_the_rows_fail_half_way_nothing_is_written(string name)
    {
        var rows = Rows(100);
        var sink = DataSinks.Open(_folder.At(name), null, replace: true);
        await sink.WriteAsync(rows.Schema, Stream(rows), Token);
        var before = await DataSources.Open(_folder.At(name)).ReadAllAsync(Token);
        await Assert.ThrowsAsync<TimeoutException>(() => sink.WriteAsync(rows.Schema, Failing(rows), Token));
        Assert.Equal(TableHash.Compute(before), TableHash.Compute(await DataSources.Open(_folder.At(name)).ReadAllAsync(Token)));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_table_that_is_there_is_replaced_only_on_request()
    {
        var rows = Rows(3);
        await DataSinks.Open(_folder.At("a.db"), "t", replace: false).WriteAsync(rows.Schema, Stream(rows), Token);
        var error = await Assert.ThrowsAsync<SakerException>(() => DataSinks.Open(_folder.At("a.db"), "t", replace: false).WriteAsync(rows.Schema, Stream(rows), Token));
        Assert.Contains("the table 't' is there already", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, await DataSinks.Open(_folder.At("a.db"), "t", replace: true).WriteAsync(rows.Schema, Stream(rows, rows), Token));
        Assert.Equal(6, (await DataSources.Open(_folder.At("a.db")).ReadAllAsync(Token)).RowCount);
    }

    [Fact]
    public async Task Batches_of_other_columns_are_refused()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => DataSinks.Open(_folder.At("a.csv"), null, false).WriteAsync(Rows(1).Schema, Stream(new Table([Column.OfNumbers("x", [1])])), Token));
        Assert.Contains("other columns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_and_an_ending_that_is_not_known_are_named()
    {
        var rows = Rows(1);
        foreach (var name in new[] { "x.csv", "x.jsonl", "x.parquet", "x.sqlite" })
            Assert.Contains(Path.Combine("no", "such"), (await Assert.ThrowsAsync<SakerException>(() => DataSinks.Open(Path.Combine(_folder.At("no"), "such", name), null, false).WriteAsync(rows.Schema, Stream(rows), Token))).Message, StringComparison.Ordinal);
        Assert.Contains("known are .csv", Assert.Throws<SakerException>(() => DataSinks.Open("x.docx", null, false)).Message, StringComparison.Ordinal);
    }

    private static Table Rows(int count)
    {
        var random = new Random(5);
        var whole = Enumerable.Range(0, count).ToArray();
        return new Table(
        [
            new Column<bool>("flag", whole.Select(i => i % 2 == 0).ToArray(), Validity.From(count, i => i % 3 != 2)),
            Column.Of<long>("long", whole.Select(i => random.NextInt64(long.MinValue, long.MaxValue)).ToArray()),
            Column.OfNumbers("number", [.. whole.Select(i => i % 7 == 0 ? double.NaN : random.NextDouble() * Math.Pow(10, random.Next(-20, 20)))]),
            Column.OfText("text", [.. whole.Select(i => i % 5 == 0 ? null : $"a\"b,\t{i}\r\nü\u2028")]),
            Column.Of<DateOnly>("day", whole.Select(i => DateOnly.FromDayNumber(i + 700_000)).ToArray()),
            Column.Of<DateTime>("at", whole.Select(i => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(i * 12_345_670L)).ToArray()),
        ]);
    }

    private static async IAsyncEnumerable<Table> Stream(params Table[] tables)
    {
        foreach (var table in tables)
        {
            await Task.Yield();
            yield return table;
        }
    }

    private static async IAsyncEnumerable<Table> Failing(Table table)
    {
        yield return table;
        await Task.Yield();
        throw new TimeoutException("half way");
    }
}
