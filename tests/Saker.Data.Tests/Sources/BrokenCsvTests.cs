using System.Text;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>Files that are no CSV: each gives an error that names the file and says where and what.</summary>
public sealed class BrokenCsvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Corpus => new()
    {
        { "", "the file is empty" },
        { "\n\n \n", "the file is empty" },
        { "\u00EF\u00BB\u00BF", "the file is empty" },
        { "a,b\n1,2\n3\n", "line 3: it has 1 value, but the header names 2 columns: 3" },
        { "a,b\n1,2\n3,4,5\n", "line 3: it has 3 values, but the header names 2 columns: 3 | 4 | 5" },
        { "a,b\n1,\"x\ny\"\n3,4,5\n", "line 4: it has 3 values" },
        { "a,b\n\"x\n\n\ny\",2\n3\n", "line 6: it has 1 value" },
        { "a,b,a\n1,2,3\n", "column 3 has the name of column 1" },
        { "a,,b\n1,2,3\n", "column 2: the header has no name for it" },
        { "a,b\n1,2\n\u00FF\u00FE,3\n", "line 3, column 1: these bytes are not UTF-8" },
        { "a,\u00E9\n1,2\n", "line 1, column 2: these bytes are not UTF-8" },
        { "a,b\n1,2\n3,\"never\n5,6\n", "line 3, column 2: the quote that opens this value is never closed" },
        { "a,b\n1,2\n\"x\"y,4\n", "line 3, column 1: something follows the closing quote" },
        { "a,\"b\n1,2\n", "line 1, column 2: the quote that opens this value is never closed" },
        { "a,b\r\n1,2\n3,4\r\n", "line 2: this line ends with LF and the lines above with CR LF" },
        { "a,b\n1,2\r\n3,4\n", "line 2: this line ends with CR LF and the lines above with LF" },
        { "\u00FF\u00FEa\0,\0b\0\n\0\0\u00D8", "bytes that utf-16 does not have" },
        { "\u001F\u008B\b\0\0\0", "broken or cut off" },
        { "PAR1....", "this is a Parquet file" },
        { "PK\u0003\u0004....", "spreadsheet" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task A_broken_file_is_explained(string latin1, string expected)
    {
        var path = _folder.Add("broken.csv", Encoding.Latin1.GetBytes(latin1));
        var source = new CsvSource { Path = path, Delimiter = ',' };
        foreach (var read in new Func<Task>[] { () => source.InferSchemaAsync(Token), () => source.ReadAllAsync(Token) })
        {
            var error = await Assert.ThrowsAsync<SakerException>(read);
            Assert.Equal(ErrorKind.InvalidInput, error.Kind);
            Assert.StartsWith(path + ":", error.Message, StringComparison.Ordinal);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_fault_far_down_a_large_file_is_found()
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 300_000; i++)
            text.Append(i).Append(",x\n");
        text.Append("1,2,3\n");
        var error = await Assert.ThrowsAsync<SakerException>(() => new CsvSource { Path = _folder.Add("large.csv", text.ToString()) }.ReadAllAsync(Token));
        Assert.Contains("line 300002: it has 3 values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_are_named()
    {
        var missing = await Assert.ThrowsAsync<SakerException>(() => new CsvSource { Path = _folder.At("no.csv") }.InferSchemaAsync(Token));
        Assert.Equal(ErrorKind.NotFound, missing.Kind);
        Assert.Contains("no.csv: there is no such file", missing.Message, StringComparison.Ordinal);
        var folder = await Assert.ThrowsAsync<SakerException>(() => new CsvSource { Path = _folder.Path }.InferSchemaAsync(Token));
        Assert.Contains("this is a folder", folder.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SakerException>(() => new CsvSource { Path = "" }.InferSchemaAsync(Token));
    }

    [Fact]
    public async Task A_record_beyond_the_limit_is_refused()
    {
        var source = new CsvSource { Path = _folder.Add("wide.csv", "a,b\n1,2\n3," + new string('x', 300_000) + "\n"), MaxRecordBytes = 100_000 };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Contains("wide.csv: line 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_never_crash()
    {
        var random = new Random(7);
        var alphabet = "a,b\"\n\r;1 \u00E9\u00FF\0"u8.ToArray();
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(200)];
            for (var k = 0; k < bytes.Length; k++)
                bytes[k] = alphabet[random.Next(alphabet.Length)];
            try
            {
                await new CsvSource { Path = _folder.Add("random.csv", bytes) }.ReadAllAsync(Token);
            }
            catch (SakerException e)
            {
                Assert.Contains("random.csv", e.Message, StringComparison.Ordinal);
                Assert.NotEqual(ErrorKind.Internal, e.Kind);
            }
        }
    }
}
