using System.Globalization;
using System.Text;
using Saker.Data.Engine;
using Saker.Data.Sources;
using Saker.Data.Tests.Engine;

namespace Saker.Data.Tests.Sources;

/// <summary>The quick look at a CSV file finds what the engine finds, or nothing.</summary>
public sealed class CsvSurveyTests : IDisposable
{
    private static readonly ColumnType[] s_types = [ColumnType.Boolean, ColumnType.Int64, ColumnType.Float64, ColumnType.Date, ColumnType.Timestamp];

    private readonly TempFolder _folder = new();
    private readonly SqlConnection _connection = SqlEngine.Connect();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_cell_of_which_there_is_no_doubt_has_the_types_that_the_engine_gives_it()
    {
        string[] odd = ["true", "False", "truE ", "no", "\u00a05", "5\u00a0", "\u00a0x", "E", "T", "EE", "é", "caf\u00e9", "007", "-007", "0", "-0", "0.5", "00.5", "-0.5", "1e99", "1e-99", "999999999999999999", "1234567890"];
        string[] texts = [.. SqlCellsTests.Texts(new Random(11)).Concat(odd).Where(text => text.Trim().Length > 0).Distinct(StringComparer.Ordinal)];
        TableLoader.Load(_connection, "surveyed", new Table([Column.OfText("t", texts)]), keepNaN: true, Token);
        var engine = _connection.QueryAll($"SELECT {string.Join(", ", s_types.Select(type => $"coalesce({SqlCells.Infers("t", type)}, false)"))} FROM (SELECT trim(c0) AS t FROM surveyed)", Token);
        var known = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            var types = PlainCells.Types(Encoding.UTF8.GetBytes(texts[i]));
            if (types == PlainCells.Doubt)
                continue;
            known += types == 0 ? 0 : 1;
            for (var at = 0; at < s_types.Length; at++)
                Assert.True(((Column<bool>)engine.Columns[at]).Values.Span[i] == ((types & PlainCells.Bit(s_types[at])) != 0), $"'{texts[i]}' as {s_types[at]}");
        }
        Assert.True(known > 5_000, $"only {known} cells have a type without doubt");
    }

    [Fact]
    public void A_surveyed_file_reads_as_an_inspected_one()
    {
        var random = new Random(5);
        var plain = 0;
        for (var file = 0; file < 120; file++)
            plain += IsAlike(new CsvSource { Path = _folder.Add("rows.csv", Content(random, file)), Columns = Declared(random) }) ? 1 : 0;
        Assert.InRange(plain, 30, 110);
    }

    [Fact]
    public void A_damaged_file_is_not_taken_for_a_plain_one()
    {
        var random = new Random(6);
        const string bytes = "\",\n\r \0x0-\u00ff";
        var plain = 0;
        for (var file = 0; file < 200; file++)
        {
            var content = Encoding.Latin1.GetBytes("id,name,day\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i + 1},{(i % 3 == 0 ? $"\"a, \"\"{i}\"\"\"" : $"n{i}")},2024-01-{1 + (i % 28):00}\n")));
            for (var edit = 0; edit <= file % 3; edit++)
                content[random.Next(12, content.Length)] = (byte)bytes[random.Next(bytes.Length)];
            plain += IsAlike(new CsvSource { Path = _folder.Add("rows.csv", content) }) ? 1 : 0;
        }
        Assert.InRange(plain, 20, 180);
    }

    [Fact]
    public void A_file_of_several_pieces_with_line_breaks_in_values_is_plain()
    {
        var text = new StringBuilder("id,note\r\n");
        for (var i = 1; i <= 60_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},\"line {i}\r\nand \"\"more\"\", and more, of it for every row\"\r\n");
        Assert.True(text.Length > 3 << 20);
        Assert.True(IsAlike(new CsvSource { Path = _folder.Add("rows.csv", text.ToString()) }));
    }

    [Fact]
    public void A_record_longer_than_several_pieces_is_plain()
    {
        var text = $"id,note\n1,short\n2,\"{new string('x', 700_000)}\n{new string('y', 800_000)}\"\n3,short\n";
        Assert.True(IsAlike(new CsvSource { Path = _folder.Add("rows.csv", text) }));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", true)]
    [InlineData("a,b\n1,2", true)]
    [InlineData("\ufeffa,b\n1,\n", true)]
    [InlineData("a,b\n1,2\n\n", false)]
    [InlineData("a,b\n1, \n", false)]
    [InlineData("a,b\n1, 2\n", false)]
    [InlineData("a,b\n+1,2\n", false)]
    [InlineData("a,b\n1,x\"y\n", false)]
    [InlineData("a,b\n1,\"x\n", false)]
    [InlineData("a,b\n1,2\r\n", false)]
    [InlineData("a\n1\n\n", false)]
    public void Only_a_file_without_any_doubt_is_plain(string content, bool expected)
    {
        var source = new CsvSource { Path = _folder.Add("rows.csv", content) };
        using var rows = Open(source);
        Assert.Equal(expected, rows.Survey(Token) is not null);
        if (expected)
            Assert.True(IsAlike(source));
    }

    /// <summary>False when the file is not plain.</summary>
    private bool IsAlike(CsvSource source)
    {
        using var rows = Open(source);
        if (rows.Survey(Token) is not { } quick)
            return false;
        var slow = TextInspector.Inspect(source, rows, _connection, Token);
        Assert.Equal(slow.Schema, quick.Schema);
        Assert.Equal((slow.RowCount, slow.MisfitCount), (quick.RowCount, quick.MisfitCount));
        Assert.Equal(slow.Empty.Order(), quick.Empty.Order());
        var (inspected, surveyed) = (new TextTarget(source, rows, slow), new TextTarget(source, rows, quick));
        RequireSame(inspected.Rows(), surveyed.Rows());
        var all = Enumerable.Range(0, slow.Schema.Count).ToArray();
        RequireSame($"SELECT * FROM {inspected.Relation(all, withRow: true)}", $"SELECT * FROM {surveyed.Relation(all, withRow: true)}");
        return true;
    }

    private void RequireSame(string one, string other)
    {
        var (expected, actual) = (_connection.QueryAll(one, Token), _connection.QueryAll(other, Token));
        Assert.Equal(expected.Schema, actual.Schema);
        for (var column = 0; column < expected.Columns.Count; column++)
            Assert.Equal(Enumerable.Range(0, expected.RowCount).Select(expected.Columns[column].GetValue), Enumerable.Range(0, actual.RowCount).Select(actual.Columns[column].GetValue));
    }

    private static CsvRows Open(CsvSource source)
    {
        var text = CsvText.Open(source, Token);
        try
        {
            return new CsvRows(source, text, CsvHead.Read(source, text.FullPath, delimiter => CsvDialect.Usual(delimiter, source.MaxRecordBytes), text.Delimiter), []);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    private static Dictionary<string, ColumnType> Declared(Random random) => random.Next(3) > 0
        ? []
        : new Dictionary<string, ColumnType> { ["c0"] = Enum.GetValues<ColumnType>()[random.Next(Enum.GetValues<ColumnType>().Length)] };

    /// <summary>Columns of one kind each, with a cell of another kind here and there, quotes and empty cells.</summary>
    private static string Content(Random random, int seed)
    {
        var kinds = Enumerable.Range(0, 4).Select(_ => random.Next(7)).ToArray();
        var stray = seed % 4 == 0 ? 0.01 : 0;
        var rows = random.Next(1, 400);
        var text = new StringBuilder("c0,c1,c2,c3\n");
        for (var row = 0; row < rows; row++)
            text.AppendJoin(',', kinds.Select(kind => random.NextDouble() < 0.05 ? "" : Quoted(random, Cell(random, random.NextDouble() < stray ? random.Next(8) : kind)))).Append('\n');
        return text.ToString();
    }

    private static string Quoted(Random random, string cell) => random.Next(10) == 0 ? $"\"{cell}\"" : cell;

    private static string Cell(Random random, int kind) => kind switch
    {
        0 => (random.NextInt64() >> random.Next(5, 64)).ToString(CultureInfo.InvariantCulture),
        1 => (random.NextDouble() * Math.Pow(10, random.Next(-30, 30))).ToString("R", CultureInfo.InvariantCulture),
        2 => random.Next(2) == 0 ? "true" : "False",
        3 => Day(random).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        4 => Day(random).ToString(random.Next(2) == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        5 => string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => "abcXYZ 09é-"[random.Next(11)])) + "q",
        6 => random.Next(100_000).ToString("00000", CultureInfo.InvariantCulture),
        _ => new[] { "+5", " 5", "1_000", "0x1F", "nan", "1e999", "2024-02-30", "5.", "T", "\u00a07" }[random.Next(10)],
    };

    private static DateTime Day(Random random) => DateTime.MinValue.AddTicks(random.NextInt64(DateTime.MaxValue.Ticks) / 10 * 10);
}
