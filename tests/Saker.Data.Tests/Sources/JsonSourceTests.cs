using System.Text;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class JsonSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[{\"a\": 1, \"b\": \"x\"},\n {\"b\": null, \"a\": 2.5}, {\"c\": true}]\n")]
    [InlineData("{\"a\": 1, \"b\": \"x\"}\n{\"b\": null, \"a\": 2.5}\n\n{\"c\": true}")]
    [InlineData("{\"a\": 1, \"b\": \"x\"}{\"b\": null,\n\"a\": 2.5} {\"c\": true}")]
    public async Task Arrays_and_lines_are_the_same_rows(string text)
    {
        var table = await Source(text).ReadAllAsync(Token);
        Assert.Equal("a: float64?, b: text?, c: boolean?", table.Schema.ToString());
        Assert.Equal([1.0, 2.5, null], Values(table, "a"));
        Assert.Equal(["x", null, null], Values(table, "b"));
        Assert.Equal([null, null, true], Values(table, "c"));
    }

    [Fact]
    public async Task Objects_become_columns_or_text_and_lists_become_text()
    {
        var source = Source("""{"id": 7, "at": {"city": "Wien", "geo": {"x": 1}}, "tags": ["a", {"b": 2}]}""");
        var table = await source.ReadAllAsync(Token);
        Assert.Equal("id: int64, at.city: text, at.geo.x: int64, tags: text", table.Schema.ToString());
        Assert.Equal("""["a",{"b":2}]""", table.Get("tags").GetValue(0));
        var texts = await (source with { Nesting = JsonNesting.Text }).ReadAllAsync(Token);
        Assert.Equal("""{"city":"Wien","geo":{"x":1}}""", texts.Get("at").GetValue(0));
    }

    [Fact]
    public async Task Texts_stay_texts_unless_all_are_times()
    {
        var table = await Source("""[{"code": "007", "day": "2024-02-29", "at": "2024-02-29T10:00:00Z", "n": "5", "e": ""}]""").ReadAllAsync(Token);
        Assert.Equal("code: text, day: date, at: timestamp, n: text, e: text", table.Schema.ToString());
        Assert.Equal("", table.Get("e").GetValue(0));
    }

    [Fact]
    public async Task Kinds_that_differ_in_a_column_make_it_text()
    {
        var table = await Source("""[{"v": 1}, {"v": "one"}, {"v": false}, {"v": [1]}]""").ReadAllAsync(Token);
        Assert.Equal(["1", "one", "false", "[1]"], Values(table, "v"));
    }

    [Fact]
    public async Task Declared_types_are_kept_to()
    {
        var source = Source("""[{"n": "5"}, {"n": "x"}]""") with { Columns = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Int32 } };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Equal(2, error.Problems.Single().Row);
        Assert.Equal([5, null], Values(await (source with { Misfits = MisfitPolicy.Null }).ReadAllAsync(Token), "n"));
    }

    [Fact]
    public async Task A_large_file_keeps_its_order_across_pieces()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < 60_000; i++)
            text.Append(i == 0 ? "" : ",\n").Append("{\"n\": ").Append(i).Append(", \"t\": \"").Append('x', i % 50).Append("\"}");
        var table = await Source(text.Append(']').ToString()).ReadAllAsync(Token);
        Assert.Equal(Enumerable.Range(0, 60_000).Select(i => (long)i), table.Get<long>("n").Values.ToArray());
        Assert.Equal(49, ((string)table.Get("t").GetValue(49)!).Length);
    }

    [Theory]
    [InlineData("{\"a\": 1}\n{\"a\": }", "line 2: this is no JSON")]
    [InlineData("[{\"a\": 1}", "this is no JSON")]
    [InlineData("[{\"a\": 1}]\n x", "line 2: something follows the array")]
    [InlineData("{\"a\": 1}\n[1]", "record 2, line 2: a record must be an object such as {\"name\": 1}; this is a list")]
    [InlineData("[{\"a\": 1},\n\n 5]", "record 2, line 3: a record must be an object such as {\"name\": 1}; this is a number")]
    [InlineData("{\"a\": 1, \"a\": 2}", "the name 'a' stands twice")]
    [InlineData("{\"a\": {\"b\": 1}, \"a.b\": 2}", "the name 'a.b' stands twice")]
    [InlineData("{\"\": 1}", "a value has no name")]
    [InlineData("{\"a\": \"\\ud800\"}", "half a letter")]
    [InlineData("[]", "there are no columns")]
    [InlineData("  \n ", "the file is empty")]
    public async Task What_is_wrong_is_said_with_its_place(string text, string expected)
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => Source(text).ReadAllAsync(Token));
        Assert.StartsWith(_folder.At("rows.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Depth_records_and_columns_have_limits()
    {
        await Refused(Source("{\"a\": " + new string('[', 100) + new string(']', 100) + "}"), "no JSON");
        await Refused(Source("{\"a\": \"" + new string('x', 5000) + "\"}") with { MaxRecordBytes = 1000 }, "max_record_bytes");
        await Refused(Source("{\"a\": 1, \"b\": 2}") with { MaxColumns = 1 }, "max_columns");
        await Refused(Source("{\"a\": 1}\n{\"a\": 2}") with { MaxRows = 1 }, "max_rows");
    }

    private static async Task Refused(JsonSource source, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token))).Message, StringComparison.Ordinal);

    private static IEnumerable<object?> Values(Table table, string column) => Enumerable.Range(0, table.RowCount).Select(table.Get(column).GetValue);

    private JsonSource Source(string text) => new() { Path = _folder.Add("rows.json", text) };
}
