using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>What is noted of a source gives the same rows again.</summary>
public sealed class SourceRecordTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dialect_encoding_types_and_limits_of_csv_are_kept()
    {
        _folder.Add("a.csv", [.. "#no row\n'J\\'"u8, 0xFC, .. "rg'\t1.234,5\nx\tn/a\n"u8]);
        var source = new CsvSource
        {
            Path = _folder.At("a.csv"), Delimiter = '\t', Quote = '\'', Escape = '\\', Comment = '#', HasHeader = false, Decimal = ',', Thousands = '.', Missing = ["", "n/a"],
            Encoding = "latin1", MaxRecordBytes = 1000, MaxExpansion = 7, Columns = new Dictionary<string, ColumnType> { ["column2"] = ColumnType.Float32 }, Misfits = MisfitPolicy.Null, MaxRows = 9, MaxColumns = 3,
        };
        var again = (CsvSource)await SameAsync(source);
        Assert.Equal((9L, 3, 1000, 7, MisfitPolicy.Null), (again.MaxRows, again.MaxColumns, again.MaxRecordBytes, again.MaxExpansion, again.Misfits));
        Assert.Equal(1234.5f, (await again.ReadAllAsync(Cancellation)).Get("column2").GetValue(0));
        await SameAsync(new CsvSource { Path = _folder.Add("b.csv", "a,b\n\"1,2\n"), Quote = null });
    }

    [Fact]
    public async Task Json_and_queries_over_several_sources_are_kept()
    {
        var nested = new JsonSource { Path = _folder.Add("a.jsonl", "{\"id\": 1, \"at\": {\"x\": [1, 2]}}\n{\"id\": 2}\n"), Nesting = JsonNesting.Text, MaxDepth = 5 };
        Assert.Equal(5, ((JsonSource)await SameAsync(nested)).MaxDepth);
        var csv = new CsvSource { Path = _folder.Add("b.csv", "id;n\n1;5\n"), Delimiter = ';' };
        var query = new SqlSource { Sql = "SELECT a.id, n AS \"it's\" FROM a LEFT JOIN b USING (id) ORDER BY 1", Tables = new Dictionary<string, DataSource> { ["a"] = nested, ["b"] = csv } };
        await SameAsync(query);
        Assert.Equal([_folder.At("a.jsonl"), _folder.At("b.csv")], SourceRecord.Files(query));
    }

    [Fact]
    public async Task A_glob_is_kept_as_a_glob_and_a_folder_of_several_kinds_is_not()
    {
        _folder.Add("x1.csv", "a;b\n1,5;2\n");
        _folder.Add("x2.csv", "a;b\n3;4\n");
        var glob = DataSources.Open(_folder.At("x*.csv"), new Dictionary<string, object?> { ["delimiter"] = ";", ["decimal"] = "," });
        await SameAsync(glob);
        Assert.Equal([_folder.At("x1.csv"), _folder.At("x2.csv")], SourceRecord.Files(glob));
        var record = SourceRecord.Write(glob)!;
        _folder.Add("x3.csv", "a;b\n5;6\n");
        Assert.Equal(3, (await SourceRecord.Read(record).ReadAllAsync(Cancellation)).RowCount);
        _folder.Add("y.jsonl", "{\"a\": 1, \"b\": 2}\n");
        Assert.Null(SourceRecord.Write(DataSources.Open(_folder.Path)));
    }

    [Fact]
    public void Rows_that_are_set_aside_are_not_noted() =>
        Assert.Null(SourceRecord.Write(new CsvSource { Path = _folder.Add("a.csv", "a\n1\n"), Misfits = MisfitPolicy.Quarantine, QuarantineFile = _folder.At("q.csv") }));

    private static async Task<DataSource> SameAsync(DataSource source)
    {
        var record = SourceRecord.Write(source);
        Assert.NotNull(record);
        var again = SourceRecord.Read(record);
        Assert.Equal(record, SourceRecord.Write(again));
        var (one, other) = (await source.ReadAllAsync(Cancellation), await again.ReadAllAsync(Cancellation));
        Assert.Equal(one.Schema.ToString(), other.Schema.ToString());
        Assert.Equal(TableHash.Compute(one), TableHash.Compute(other));
        return again;
    }
}
