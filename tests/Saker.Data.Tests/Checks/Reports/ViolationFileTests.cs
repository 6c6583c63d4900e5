using Saker.Data.Checks;
using Saker.Data.Checks.Reports;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks.Reports;

public sealed class ViolationFileTests : IDisposable
{
    private const int Broken = 20_000;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("all.csv")]
    [InlineData("all.jsonl")]
    [InlineData("all.parquet")]
    public async Task Every_row_that_breaks_a_check_is_in_the_file(string name)
    {
        var source = new CsvSource { Path = _folder.Add("rows.csv", "id,n,t\n" + string.Concat(Enumerable.Range(1, Broken).Select(i => $"k{i},-{i},\"a \"\"b\"\", {i}\"\n")) + "k1,5,\n") };
        var suite = new CheckSuite { Key = ["id"], Checks = [new RangeCheck("n") { Min = 0 }, new NotNullCheck("t") { Severity = Severity.Warn, Title = "no t" }, new UniqueCheck("id")], MaxViolationsPerCheck = 3 };
        var path = Path.Combine(Path.GetDirectoryName(source.Path)!, name);
        await using (var file = ViolationFile.Create(path, suite.Key))
        {
            var report = await CheckRunner.RunAsync(source, suite, new CheckOptions { OnViolation = file.Add }, Token);
            await file.CompleteAsync();
            Assert.Equal(Broken + 2, file.Count);
            Assert.Equal(Broken + 2, report.Results.Sum(result => result.ViolationCount));
            Assert.Equal([3, 1, 1], report.Results.Skip(1).Select(result => result.Violations.Count));
        }
        var rows = name.EndsWith(".csv", StringComparison.Ordinal) ? await new CsvSource { Path = path }.ReadAllAsync(Token)
            : name.EndsWith(".parquet", StringComparison.Ordinal) ? await ParquetFile.ReadAsync(path, Token)
            : null;
        if (rows is null)
        {
            var lines = await File.ReadAllLinesAsync(path, Token);
            Assert.Equal(Broken + 2, lines.Length);
            Assert.Equal("{\"check\":\"range\",\"name\":null,\"severity\":\"fail\",\"column\":\"n\",\"row\":7,\"value\":\"-7\",\"complaint\":\"-7 is below the minimum 0\",\"key_id\":\"k7\"}", lines[6]);
            return;
        }
        Assert.Equal(["check", "name", "severity", "column", "row", "value", "complaint", "key_id"], rows.Columns.Select(column => column.Name));
        Assert.Equal(Broken + 2, rows.RowCount);
        Assert.Equal(["range", null, "fail", "n", 7L, "-7", "-7 is below the minimum 0", "k7"], Enumerable.Range(0, 8).Select(i => i == 5 ? rows.Columns[i].GetValue(6)!.ToString() : rows.Columns[i].GetValue(6)));
        Assert.Equal(["not_null", "no t", "warn"], Enumerable.Range(0, 3).Select(i => rows.Columns[i].GetValue(Broken)));
        Assert.Equal(["unique", Broken + 1L, "'k1' occurs already in row 1"], new[] { 0, 4, 6 }.Select(i => rows.Columns[i].GetValue(Broken + 1)));
    }

    [Theory]
    [InlineData("all.csv")]
    [InlineData("all.parquet")]
    public async Task Given_up_it_leaves_nothing(string name)
    {
        var kept = _folder.Add("kept.txt", "");
        var path = Path.Combine(Path.GetDirectoryName(kept)!, name);
        await using (var file = ViolationFile.Create(path, []))
            file.Add(new Violation { Rule = "range", Complaint = "x" });
        Assert.Equal(["kept.txt"], Directory.GetFiles(Path.GetDirectoryName(kept)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Another_ending_is_refused_with_those_that_are_known() =>
        Assert.Contains(".csv, .jsonl or .parquet", Assert.Throws<SakerException>(() => ViolationFile.Create("x.xlsx", [])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.Contains("cannot be written", Assert.Throws<SakerException>(() => ViolationFile.Create(Path.Combine(Path.GetTempPath(), "no such folder", "x.csv"), [])).Message, StringComparison.Ordinal);
}
