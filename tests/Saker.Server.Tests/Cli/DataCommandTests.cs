using System.IO.Compression;
using System.Text;

namespace Saker.Server.Tests.Cli;

/// <summary><c>saker data ...</c> on any source: how it ends, and what it says.</summary>
public sealed class DataCommandTests : IDisposable
{
    private readonly CliFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Schema_of_a_query_over_json_lines_is_told_and_cells_that_do_not_fit_end_with_1()
    {
        _folder.Write("a.jsonl", "{\"id\": 1, \"at\": {\"city\": \"Wien\"}}\n{\"id\": 2, \"at\": {\"city\": \"Graz\"}}\n");
        using var schema = await RunAsync("data", "schema", "a.jsonl", "--sql", "SELECT id * 1.5 AS x, \"at.city\" AS city FROM data", "--json");
        Assert.Equal(0, schema.ExitCode);
        Assert.Equal(["x float64", "city text"], schema.Json.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("name").GetString()} {column.GetProperty("type").GetString()}"));

        _folder.Write("b.csv", "id,amount\n1,2\n2,many\n");
        using var unfit = await RunAsync("data", "schema", "b.csv", "--type", "amount=int64");
        Assert.Equal(1, unfit.ExitCode);
    }

    [Fact]
    public async Task How_a_file_is_written_and_what_it_may_hold_is_said_by_options()
    {
        _folder.Write("a.csv", "id;text\n1;'it\\'s; here'\n2;'b'\n");
        using var quoted = await RunAsync("data", "convert", "a.csv", "b.csv", "--delimiter", ";", "--quote", "'", "--escape", "\\", "--max-columns", "2", "--max-record-bytes", "100");
        Assert.Equal(0, quoted.ExitCode);
        Assert.Equal("id,text\n1,it's; here\n2,b\n", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "b.csv"), Cancellation));

        _folder.Write("c.jsonl", "{\"a\": {\"b\": {\"c\": 1}}}\n");
        using var nested = await RunAsync("data", "schema", "c.jsonl", "--nested", "text", "--max-depth", "3", "--json");
        Assert.Equal("text", nested.Json.GetProperty("columns")[0].GetProperty("type").GetString());
        using var wide = await RunAsync("data", "schema", "a.csv", "--delimiter", ";", "--no-quotes", "--max-columns", "1");
        Assert.Equal(1, wide.ExitCode);
        Assert.Contains("max_columns", wide.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_converted_from_a_glob_to_packed_json_lines_and_back()
    {
        Orders();
        using var there = await RunAsync("data", "convert", "orders/*.csv", "all.jsonl.gz", "--delimiter", ";", "--decimal", ",", "--json");
        Assert.Equal((0, 4), (there.ExitCode, there.Json.GetProperty("rowCount").GetInt32()));
        using var back = await RunAsync("data", "convert", "all.jsonl.gz", "all.csv");
        Assert.Equal(0, back.ExitCode);
        Assert.Equal("id,amount\n1,1.5\n2,2.25\n3,80\n4,4\n", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "all.csv"), Cancellation));

        using var none = await RunAsync("data", "convert", "nothing/*.csv", "none.csv");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("there is no data file", none.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "none.csv")));
    }

    [Theory]
    [InlineData(80, 0)]
    [InlineData(79, 1)]
    public async Task Check_of_a_folder_in_its_own_dialect_tells_whether_it_holds(int max, int exitCode)
    {
        Orders();
        _folder.Write("suite.yaml", $"checks:\n  - {{check: range, column: amount, min: 0, max: {max}}}\n  - {{check: unique, column: id}}\n");
        using var check = await RunAsync("data", "check", "orders", "--suite", "suite.yaml", "--delimiter", ";", "--decimal", ",", "--json");
        Assert.Equal(exitCode, check.ExitCode);
        Assert.Equal(4, check.Json.GetProperty("rowCount").GetInt32());
    }

    [Theory]
    [InlineData("missing.csv", "suite.yaml")]
    [InlineData("orders/*.csv", "missing.yaml")]
    [InlineData("orders/*.parquet", "suite.yaml")]
    public async Task Check_that_cannot_be_told_ends_with_2(string source, string suite)
    {
        Orders();
        _folder.Write("suite.yaml", "checks:\n  - {check: unique, column: id}\n");
        using var check = await RunAsync("data", "check", source, "--suite", suite);
        Assert.Equal(2, check.ExitCode);
        Assert.NotEmpty(check.Errors);
    }

    [Theory]
    [InlineData("rows.jsonl")]
    [InlineData("rows.csv.gz")]
    [InlineData("parts/*.csv")]
    public async Task Suite_that_is_proposed_of_any_source_holds_on_it_and_fails_on_another(string source)
    {
        WriteRows();
        using var proposed = await RunAsync("data", "propose", source, "-o", "suite.yaml", "--json");
        Assert.Equal((0, 400), (proposed.ExitCode, proposed.Json.GetProperty("rowCount").GetInt32()));
        using var holds = await RunAsync("data", "check", source, "--suite", "suite.yaml");
        Assert.True(holds.ExitCode == 0, holds.Output + holds.Errors);
        using var fails = await RunAsync("data", "check", source, "--suite", "suite.yaml", "--sql", "SELECT id, 1000 + age AS age, plan FROM data");
        Assert.True(fails.ExitCode == 1, fails.Output + fails.Errors);
    }

    [Fact]
    public async Task Profiles_are_made_of_any_source_and_told_from_rows_of_json()
    {
        WriteRows();
        _folder.Write("rows.json", "[{\"version\": 1, \"rows\": 2}, {\"version\": 3, \"rows\": 4}]");
        using var rows = await RunAsync("data", "profile", "rows.json", "--json");
        Assert.Equal((0, 2), (rows.ExitCode, rows.Json.GetProperty("rows").GetInt32()));
        using var written = await RunAsync("data", "profile", "parts", "-o", "parts.json");
        Assert.True(written.ExitCode == 0, written.Errors);
        using var compared = await RunAsync("data", "compare", "parts.json", "rows.jsonl", "--json", "--max-psi", "0");
        Assert.True(compared.ExitCode == 0, compared.Output + compared.Errors);
        using var query = await RunAsync("data", "compare", "rows.jsonl", "rows.csv.gz", "--sql", "SELECT age FROM data WHERE age < 30", "--max-psi", "0");
        Assert.True(query.ExitCode == 0, query.Output + query.Errors);
    }

    [Fact]
    public async Task Datasets_take_any_source_and_give_json_lines()
    {
        Orders();
        using var added = await RunAsync("datasets", "add", "orders", "orders/*.csv", "--delimiter", ";", "--decimal", ",");
        Assert.True(added.ExitCode == 0, added.Errors);
        using var exported = await RunAsync("datasets", "export", "orders/1", "copy.jsonl");
        Assert.True(exported.ExitCode == 0, exported.Errors);
        Assert.StartsWith("{\"id\":1,\"amount\":1.5}\n", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "copy.jsonl"), Cancellation), StringComparison.Ordinal);
        using var rebuilt = await RunAsync("datasets", "rebuild", "orders/1");
        Assert.True(rebuilt.ExitCode == 0, rebuilt.Errors);
        Assert.Contains("unchanged", rebuilt.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("protect", "people.csv")]
    [InlineData("protect", "./x/../people.csv")]
    [InlineData("protect", "link.csv")]
    [InlineData("protect", "linked/people.csv")]
    [InlineData("reveal", "people.csv")]
    [InlineData("anonymise", "link.csv")]
    [InlineData("convert", "people.csv")]
    public async Task A_source_is_not_overwritten_by_its_copy(string command, string target)
    {
        const string Content = "name,age\nAda,36\nBob,41\n";
        _folder.Write("people.csv", Content);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.csv"), "people.csv");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "linked"), _folder.Path);
        _folder.Write("policy.yaml", command == "anonymise" ? "quasi:\n  age: { interval: [10] }\nk: 2\n" : "columns:\n  name: mask\n  age: drop\n");
        string[] arguments = command == "convert" ? ["people.csv", target] : ["people.csv", "--policy", "policy.yaml", "-o", target];
        using var run = await RunAsync(["data", command, .. arguments]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Name another file", run.Errors, StringComparison.Ordinal);
        Assert.Equal(Content, await File.ReadAllTextAsync(Path.Combine(_folder.Path, "people.csv"), Cancellation));
    }

    private Task<SakerProcess> RunAsync(params string[] arguments) => SakerProcess.RunAsync(_folder.Path, _folder.Home, arguments);

    private void Orders()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "orders"));
        _folder.Write("orders/1.csv", "id;amount\n1;1,5\n2;2,25\n");
        _folder.Write("orders/2.csv", "id;amount\n3;80\n4;4\n");
    }

    /// <summary>The same 400 rows as JSON Lines, packed CSV and a folder of two files.</summary>
    private void WriteRows()
    {
        (int Id, int Age, string Plan)[] rows = [.. Enumerable.Range(0, 400).Select(i => (i, 18 + (i * 37 % 60), i % 3 == 0 ? "basic" : "plus"))];
        _folder.Write("rows.jsonl", string.Concat(rows.Select(row => $"{{\"id\": {row.Id}, \"age\": {row.Age}, \"plan\": \"{row.Plan}\"}}\n")));
        var lines = rows.Select(row => $"{row.Id},{row.Age},{row.Plan}\n").ToArray();
        const string Header = "id,age,plan\n";
        Directory.CreateDirectory(Path.Combine(_folder.Path, "parts"));
        _folder.Write("parts/a.csv", Header + string.Concat(lines.Take(150)));
        _folder.Write("parts/b.csv", Header + string.Concat(lines.Skip(150)));
        using var packed = new GZipStream(File.Create(Path.Combine(_folder.Path, "rows.csv.gz")), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(Header + string.Concat(lines)));
    }
}
