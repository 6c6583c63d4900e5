using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Saker.Data.Sources;
using Saker.Testing;

namespace Saker.Data.Tests.Sources;

public sealed class CsvSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Byte_order_mark_line_ends_and_quotes_are_no_part_of_values()
    {
        var table = await Read("\uFEFF\"name\",note\r\nAda,\"says \"\"hi\"\"\r\nto all\"\r\nBob,\"a, b\"\r\n");
        Assert.Equal(["name", "note"], table.Schema.Select(column => column.Name));
        Assert.Equal(["Ada", "Bob"], Texts(table, "name"));
        Assert.Equal(["says \"hi\"\r\nto all", "a, b"], Texts(table, "note"));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(',')]
    public async Task The_delimiter_is_found(char delimiter)
    {
        var table = await Read($"a{delimiter}b{delimiter}c\n1{delimiter}x, y{delimiter}2\n3{delimiter}z{delimiter}4\n".Replace("x, y", delimiter == ',' ? "xy" : "x, y", StringComparison.Ordinal));
        Assert.Equal(["a", "b", "c"], table.Schema.Select(column => column.Name));
        Assert.Equal([1L, 3L], table.Get<long>("a").Values.ToArray());
    }

    [Fact]
    public async Task A_declared_delimiter_is_used()
    {
        var table = await Source("a;b,c\n1;2,3\n", delimiter: ',').ReadAllAsync(Token);
        Assert.Equal(["a;b", "c"], table.Schema.Select(column => column.Name));
    }

    [Fact]
    public async Task Missing_texts_are_compared_after_trimming()
    {
        var source = Source("n,t\n1, \n NA ,NA\n3,x\n") with { Missing = ["", "NA"] };
        var table = await source.ReadAllAsync(Token);
        Assert.Equal(ColumnType.Int64, table.Get("n").Type);
        Assert.Equal([1L, null, 3L], Values(table, "n"));
        Assert.Equal([null, null, "x"], Values(table, "t"));
    }

    [Fact]
    public async Task Without_missing_texts_an_empty_cell_is_an_empty_text()
    {
        var table = await (Source("t,u\n,a\nx,\n") with { Missing = [] }).ReadAllAsync(Token);
        Assert.Equal(["", "x"], Values(table, "t"));
        Assert.Equal(["a", ""], Values(table, "u"));
    }

    [Fact]
    public async Task Batches_together_are_the_rows_in_file_order()
    {
        var text = new StringBuilder("n,t\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(i).Append(",\"row\n").Append(i).Append("\"\n");
        var source = Source(text.ToString()) with { BatchRows = 3_000 };
        var batches = new List<Table>();
        await foreach (var batch in source.ReadAsync(Token))
            batches.Add(batch);
        Assert.InRange(batches.Count, 3, 7);
        RandomTables.AssertEqual(await source.ReadAllAsync(Token), Table.Concat(batches));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (long)i), Table.Concat(batches).Get<long>("n").Values.ToArray());
    }

    [Fact]
    public async Task A_header_alone_gives_no_rows_of_text()
    {
        var table = await Read("a,b");
        Assert.Equal(0, table.RowCount);
        Assert.Equal("a: text, b: text", table.Schema.ToString());
    }

    [Theory]
    [InlineData("it's [1] *?.csv")]
    [InlineData("\"quoted\"; DROP.csv")]
    [InlineData("名前 é.csv")]
    public async Task Any_file_name_works(string name)
    {
        var table = await new CsvSource { Path = _folder.Add(name, "a\n1\n") }.ReadAllAsync(Token);
        Assert.Equal(1, table.RowCount);
    }

    [Fact]
    public async Task A_file_with_too_many_rows_or_columns_is_refused()
    {
        var rows = await Assert.ThrowsAsync<SakerException>(() => (Source("a\n1\n2\n3\n") with { MaxRows = 2 }).ReadAllAsync(Token));
        Assert.Equal(ErrorKind.TooLarge, rows.Kind);
        Assert.Contains("3 rows; at most 2", rows.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SakerException>(() => (Source("a,b,c\n1,2,3\n") with { MaxColumns = 2 }).ReadAllAsync(Token));
    }

    [Fact]
    public async Task Cells_that_do_not_fit_are_reported_before_the_first_row()
    {
        var source = Source("n,t\n1,a\nmany,b\n") with { Columns = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Int64, ["gone"] = ColumnType.Text } };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Equal(ErrorKind.ChecksFailed, error.Kind);
        Assert.Equal(["gone", "n"], error.Problems.Select(problem => problem.Field));
        Assert.Equal(2, error.Problems[1].Row);
        Assert.Contains("'many' does not fit the declared type int64", error.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_stops_when_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Source("a\n1\n").ReadAllAsync(cancelled.Token));
    }

    [Fact]
    public void Random_cells_survive_a_round_trip() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var cells = Enumerable.Range(0, random.Next(1, 30)).Select(_ => (First: RandomTables.Text(random), Second: "t" + RandomTables.Text(random))).ToArray();
            var text = new StringBuilder("first,second\n");
            foreach (var (first, second) in cells)
                text.Append(Quote(first)).Append(',').Append(Quote(second)).Append('\n');
            var declared = new Dictionary<string, ColumnType> { ["first"] = ColumnType.Text };
            var table = (Source(text.ToString(), ',') with { Columns = declared, Missing = [] }).ReadAllAsync(Token).GetAwaiter().GetResult();
            Assert.Equal(cells.Select(cell => cell.First), Texts(table, "first"));
            Assert.Equal(cells.Select(cell => cell.Second), Texts(table, "second"));
        }).Hold();

    [Fact]
    public void A_declared_source_is_read_with_all_its_problems()
    {
        var problems = new List<Problem>();
        var declared = new Dictionary<string, object?>
        {
            ["csv"] = "data/rows.csv",
            ["missing"] = new List<object?> { "", "NA" },
            ["columns"] = new Dictionary<string, object?> { ["a"] = "float64", ["b"] = "colour" },
            ["delimiter"] = "::",
            ["what"] = 1L,
        };
        var source = (CsvSource)SourceSettings.Create(new Settings(declared, "source", problems), "/somewhere");
        Assert.Equal(Path.Combine("/somewhere", "data/rows.csv"), source.Path);
        Assert.Equal(["", "NA"], source.Missing);
        Assert.Equal(ColumnType.Float64, source.Columns["a"]);
        Assert.Equal(["source.columns.b", "source.delimiter", "source.what"], problems.Select(problem => problem.Field).Order());
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<string> Texts(Table table, string column) => table.Get<string>(column).Values.ToArray();

    private static IEnumerable<object?> Values(Table table, string column) => Enumerable.Range(0, table.RowCount).Select(table.Get(column).GetValue);

    private Task<Table> Read(string text) => Source(text).ReadAllAsync(Token);

    private CsvSource Source(string text, char? delimiter = null) => new() { Path = _folder.Add("rows.csv", text), Delimiter = delimiter };
}
