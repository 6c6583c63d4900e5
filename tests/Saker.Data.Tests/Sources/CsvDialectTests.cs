using System.IO.Compression;
using System.Text;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>CSV as other programs write it: other marks, other encodings, packed.</summary>
public sealed class CsvDialectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Decimal_commas_and_groups_are_numbers()
    {
        var table = await (Source("a;b;c\n1.234,5;1.000;x\n-0,25;12.345.678;1,2\n") with { Decimal = ',', Thousands = '.' }).ReadAllAsync(Token);
        Assert.Equal("a: float64, b: int64, c: text", table.Schema.ToString());
        Assert.Equal([1234.5, -0.25], table.Get<double>("a").Values.ToArray());
        Assert.Equal([1000L, 12345678L], table.Get<long>("b").Values.ToArray());
    }

    [Theory]
    [InlineData('^')]
    [InlineData(']')]
    [InlineData('\\')]
    [InlineData('-')]
    public async Task Any_sign_may_divide_thousands(char thousands)
    {
        var table = await (Source($"a;b\n1{thousands}000;x\n12{thousands}345{thousands}678;y\n") with { Thousands = thousands }).ReadAllAsync(Token);
        Assert.Equal([1000L, 12345678L], table.Get<long>("a").Values.ToArray());
    }

    [Fact]
    public async Task Groups_that_are_not_of_three_digits_are_no_number()
    {
        var source = Source("a;b\n1.23;x\n") with { Decimal = ',', Thousands = '.', Columns = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Float64 } };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Contains("'1.23' does not fit", error.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_single_quotes_and_escapes_are_read()
    {
        var source = Source("# made by hand\na,b\n# between\n1,'it\\'s, so'\n2,'two\nlines'\n") with { Quote = '\'', Escape = '\\', Comment = '#' };
        var table = await source.ReadAllAsync(Token);
        Assert.Equal([1L, 2L], table.Get<long>("a").Values.ToArray());
        Assert.Equal(["it's, so", "two\nlines"], table.Get<string>("b").Values.ToArray());
    }

    [Fact]
    public async Task Quotes_can_mean_nothing()
    {
        var table = await (Source("a,b\n5\",\"x\n") with { Quote = null }).ReadAllAsync(Token);
        Assert.Equal(["5\"", "\"x"], [table.Get("a").GetValue(0), table.Get("b").GetValue(0)]);
    }

    [Fact]
    public async Task A_fault_in_another_dialect_has_its_own_line()
    {
        var source = Source("# one\na,b\n1,2\n# two\n3\n") with { Comment = '#' };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Contains("line 5: it has 1 value, but the header names 2 columns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_header_columns_are_numbered()
    {
        var table = await (Source("1,a\n2,b\n") with { HasHeader = false }).ReadAllAsync(Token);
        Assert.Equal("column1: int64, column2: text", table.Schema.ToString());
        Assert.Equal(2, table.RowCount);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public async Task Encodings_that_the_first_bytes_tell_need_no_declaration(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("name,n\nZoë €,1\n")];
        var table = await new CsvSource { Path = _folder.Add("rows.csv", bytes) }.ReadAllAsync(Token);
        Assert.Equal("Zoë €", table.Get("name").GetValue(0));
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("latin1")]
    [InlineData("ISO-8859-15")]
    public async Task Encodings_of_one_byte_are_declared(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var source = new CsvSource { Path = _folder.Add("rows.csv", encoding.GetBytes("name,n\nZoë,1\n")) };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Contains("line 2, column 1: these bytes are not UTF-8; declare the encoding", error.Message, StringComparison.Ordinal);
        Assert.Equal("Zoë", (await (source with { Encoding = name }).ReadAllAsync(Token)).Get("name").GetValue(0));
    }

    [Fact]
    public async Task An_unknown_encoding_is_named()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => (Source("a\n1\n") with { Encoding = "klingon" }).ReadAllAsync(Token));
        Assert.Contains("the encoding 'klingon' is not known", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packed_files_of_one_or_several_members_are_unpacked()
    {
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},x{i}\n"));
        var path = _folder.Add("rows.csv.gz", [.. Gzip("a,b\n"), .. Gzip(rows)]);
        var table = await new CsvSource { Path = path }.ReadAllAsync(Token);
        Assert.Equal(50_000, table.RowCount);
        Assert.Equal(49_999L, table.Get("a").GetValue(49_999));
    }

    [Fact]
    public async Task A_packed_file_that_is_cut_anywhere_is_refused()
    {
        var whole = Gzip(string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{i * 31 % 17}\n")));
        for (var length = 2; length < whole.Length; length += 3)
        {
            var source = new CsvSource { Path = _folder.Add("cut.csv.gz", whole[..length]), HasHeader = false };
            var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
            Assert.StartsWith(source.Path, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_unpacks_to_far_too_much_is_refused_before_it_fills_the_disk()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write("a\n"u8);
            for (var i = 0; i < 300; i++)
                gzip.Write(new byte[1 << 20]);
        }
        var error = await Assert.ThrowsAsync<SakerException>(() => new CsvSource { Path = _folder.Add("bomb.csv.gz", packed.ToArray()) }.ReadAllAsync(Token));
        Assert.Equal(ErrorKind.TooLarge, error.Kind);
        Assert.Contains("max_expansion", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private CsvSource Source(string text) => new() { Path = _folder.Add("rows.csv", text) };
}
