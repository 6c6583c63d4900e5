using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class FilesSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_glob_and_a_folder_are_one_source_with_columns_by_name()
    {
        _folder.Add("b.csv", "t,n\nx,2.5\n");
        _folder.Add("a.csv", "n,t\n1,u\n2,v\n");
        _folder.Add("c.csv", "n,t\n,\n");
        foreach (var path in new[] { _folder.At("*.csv"), _folder.At("?.csv"), _folder.Path })
        {
            var table = await DataSources.Open(path).ReadAllAsync(Token);
            Assert.Equal("n: float64?, t: text?", table.Schema.ToString());
            Assert.Equal([1.0, 2.0, 2.5, null], Enumerable.Range(0, 4).Select(table.Get("n").GetValue));
            Assert.Equal(["u", "v", "x", null], Enumerable.Range(0, 4).Select(table.Get("t").GetValue));
        }
    }

    [Fact]
    public async Task Files_of_several_kinds_and_folders_below_are_found()
    {
        Directory.CreateDirectory(_folder.At("x/y"));
        _folder.Add("x/y/1.csv", "n\n1\n");
        _folder.Add("x/2.jsonl", "{\"n\": 2}\n");
        await ParquetFile.WriteAsync(_folder.At("x/3.parquet"), new Table([Column.Of<int>("n", new[] { 3 })]), Token);
        var table = await DataSources.Open(_folder.At("**/*.*")).ReadAllAsync(Token);
        Assert.Equal([2L, 3L, 1L], table.Get<long>("n").Values.ToArray());
    }

    [Theory]
    [InlineData("**/**/*.csv")]
    [InlineData("**/**/**/*.csv")]
    [InlineData("**/x/**/*.csv")]
    [InlineData("**/*/**/*.csv")]
    public async Task A_file_that_a_glob_reaches_by_several_ways_is_read_once(string pattern)
    {
        Directory.CreateDirectory(_folder.At("x/x/x"));
        _folder.Add("x/1.csv", "n\n1\n");
        _folder.Add("x/x/x/2.csv", "n\n2\n");
        var table = await DataSources.Open(_folder.At(pattern)).ReadAllAsync(Token);
        Assert.Equal([1L, 2L], table.Get<long>("n").Values.ToArray());
    }

    [Fact]
    public async Task Files_that_disagree_are_reported_with_file_and_column()
    {
        _folder.Add("a.csv", "n,t\n1,u\n");
        _folder.Add("b.csv", "n,other\n1,u\n");
        var error = await Assert.ThrowsAsync<SakerException>(() => DataSources.Open(_folder.At("*.csv")).ReadAllAsync(Token));
        Assert.Equal(["t", "other"], error.Problems.Select(problem => problem.Field));
        Assert.Contains("b.csv lacks this column", error.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_and_cells_are_named_by_file()
    {
        _folder.Add("a.csv", "n\n1\n2\n");
        _folder.Add("b.csv", "n\n3\nmany\n");
        var source = DataSources.Open(_folder.At("*.csv")) with { Columns = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Int64 } };
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Equal(4, error.Problems.Single().Row);
        Assert.Contains("b.csv, row 2: 'many' does not fit", error.Problems[0].Message, StringComparison.Ordinal);
        _folder.Add("b.csv", "n\n3\n4,5\n");
        Assert.Contains("b.csv: line 3: it has 2 values", (await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_run_over_all_files()
    {
        _folder.Add("a.csv", "n\n1\n2\n");
        _folder.Add("b.csv", "n\n3\n1\n");
        var report = await CheckRunner.RunAsync(DataSources.Open(_folder.Path), new CheckSuite { Checks = [new UniqueCheck("n")] }, Token);
        Assert.Equal((4, 4), (report.RowCount, report.Results.SelectMany(result => result.Violations).Single().Row));
    }

    [Fact]
    public void Nothing_found_and_unknown_kinds_are_said()
    {
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => DataSources.Open(_folder.At("*.csv"))).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => DataSources.Open(_folder.Path)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => DataSources.Open(_folder.At("gone.csv"))).Kind);
        Assert.Contains("does not say what it holds", Assert.Throws<SakerException>(() => DataSources.Open(_folder.Add("x.docx", "hello"))).Message, StringComparison.Ordinal);
    }
}
