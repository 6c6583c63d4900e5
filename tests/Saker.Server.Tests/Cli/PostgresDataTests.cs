using Saker.Testing;

namespace Saker.Server.Tests.Cli;

/// <summary>Rows go to a real PostgreSQL and come back, from the command line.</summary>
public sealed class PostgresDataTests : IDisposable
{
    private readonly CliFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tables_are_written_read_queried_and_checked_with_types_and_missing_values()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var database = await AddressAsync();
        const string Rows = "id,name,share,day,at,open\n1,\"Jürgen \"\"J\"\"\",0.1,2024-02-29,2024-02-29 23:59:59.123456,true\n2,,,,,\n3,\"two\nlines\",-2.5,1900-01-01,1969-12-31 00:00:00,false\n";
        _folder.Write("rows.csv", Rows);
        Succeeded(await RunAsync("data", "convert", "rows.csv", database, "--to-table", "people"));
        using var again = await RunAsync("data", "convert", "rows.csv", database, "--to-table", "people");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("replace it", again.Errors, StringComparison.Ordinal);
        Succeeded(await RunAsync("data", "convert", "rows.csv", database, "--to-table", "people", "--replace"));

        Succeeded(await RunAsync("data", "convert", database, "back.csv", "--table", "people"));
        Assert.Equal(Rows, await File.ReadAllTextAsync(Path.Combine(_folder.Path, "back.csv"), Cancellation));
        using var schema = await RunAsync("data", "schema", database, "--sql", "SELECT id, day, at, open, share::numeric(9, 3) AS n FROM people", "--json");
        Assert.Equal(["int64", "date", "timestamp", "boolean", "float64"], schema.Json.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("type").GetString()));

        _folder.Write("suite.yaml", "checks:\n  - {check: unique, column: id}\n  - {check: range, column: share, min: 0}\n");
        using var check = await RunAsync("data", "check", database, "--table", "public.people", "--suite", "suite.yaml");
        Assert.Equal(1, check.ExitCode);
    }

    [Fact]
    public async Task A_source_changes_nothing()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var database = await AddressAsync();
        _folder.Write("rows.csv", "id\n1\n");
        Succeeded(await RunAsync("data", "convert", "rows.csv", database, "--to-table", "kept"));
        foreach (var sql in new[] { "SELECT set_config('transaction_read_only', 'off', true) AS x", "SELECT 1) AS s; DROP TABLE kept; SELECT * FROM (SELECT 1 AS x" })
        {
            using var refused = await RunAsync("data", "schema", database, "--sql", sql);
            Assert.True(refused.ExitCode == 1, refused.Output);
        }
        Succeeded(await RunAsync("data", "schema", database, "--table", "kept"));
    }

    [Fact]
    public async Task Passwords_are_never_repeated_and_refused_in_files()
    {
        const string Address = "postgres://ada:s3cretword@localhost:1/shop";
        _folder.Write("rows.csv", "id\n1\n");
        _folder.Write("pipeline.yaml", $"name: x\nsource: {{postgres: \"{Address}\", table: t}}\ntarget: id\n");
        using var read = await RunAsync("data", "schema", Address, "--table", "t");
        using var written = await RunAsync("data", "convert", "rows.csv", Address, "--to-table", "t");
        using var checkedFile = await RunAsync("check", "pipeline.yaml");
        using var other = await RunAsync("data", "schema", Address.Replace("postgres", "mysql", StringComparison.Ordinal));
        foreach (var run in new[] { read, written, checkedFile, other })
        {
            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain("s3cretword", run.Output + run.Errors, StringComparison.Ordinal);
        }
        Assert.Contains("cannot be reached", read.Errors, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", written.Errors, StringComparison.Ordinal);
        Assert.Contains("holds a password", checkedFile.Output + checkedFile.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> AddressAsync()
    {
        var folder = (await PostgresServer.GetAsync()).AddressOf("public").Split(';')[0]["Host=".Length..];
        return $"postgres://saker@local/postgres?host={Uri.EscapeDataString(folder)}";
    }

    private static void Succeeded(SakerProcess run)
    {
        using (run)
            Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    private Task<SakerProcess> RunAsync(params string[] arguments) => SakerProcess.RunAsync(_folder.Path, _folder.Home, arguments);
}
