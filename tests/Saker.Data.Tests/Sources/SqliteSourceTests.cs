using Microsoft.Data.Sqlite;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class SqliteSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_are_typed_by_their_values()
    {
        var source = Make("CREATE TABLE t (i, r, m, d, at, x, b, e INTEGER)", "INSERT INTO t VALUES (1, 1, 1, '2024-01-01', '2024-01-01 10:00:00', 'a', x'ff00', NULL), (2, 2.5, 'two', '2024-01-02', '2024-01-02', '', x'01', NULL)");
        var table = await source.ReadAllAsync(Token);
        Assert.Equal("i: int64, r: float64, m: text, d: date, at: timestamp, x: text, b: text, e: text?", table.Schema.ToString());
        Assert.Equal(["", "ff00", "two"], [table.Get("x").GetValue(1), table.Get("b").GetValue(0), table.Get("m").GetValue(1)]);
    }

    [Fact]
    public async Task The_only_table_may_have_a_point_in_its_name()
    {
        var table = await Make("CREATE TABLE \"report.2024\" (n)", "INSERT INTO \"report.2024\" VALUES (5)").ReadAllAsync(Token);
        Assert.Equal([5L], table.Get<long>("n").Values.ToArray());
    }

    [Fact]
    public async Task A_query_runs_in_the_database()
    {
        var source = Make("CREATE TABLE a (n)", "INSERT INTO a VALUES (1), (2), (3)", "CREATE TABLE b (n)") with { Sql = "SELECT n, n * n AS square FROM a WHERE n > 1;" };
        var squares = await source.ReadAllAsync(Token);
        Assert.Equal([4L, 9L], squares.Get<long>("square").Values.ToArray());
        Assert.Contains("the tables are a, b", (await Fails(source with { Sql = null })).Message, StringComparison.Ordinal);
        Assert.Equal(3, (await (source with { Sql = null, Table = "a" }).ReadAllAsync(Token)).RowCount);
    }

    [Theory]
    [InlineData("DELETE FROM a")]
    [InlineData("SELECT 1; DELETE FROM a")]
    [InlineData("SELECT 1) AS x; DELETE FROM a; SELECT * FROM (SELECT 2")]
    [InlineData("SELECT * FROM gone")]
    public async Task Only_a_query_that_changes_nothing_runs(string sql)
    {
        var source = Make("CREATE TABLE a (n)", "INSERT INTO a VALUES (1)");
        Assert.Equal(ErrorKind.InvalidInput, (await Fails(source with { Sql = sql })).Kind);
        Assert.Equal(1, (await source.ReadAllAsync(Token)).RowCount);
    }

    [Fact]
    public async Task What_is_no_database_is_said()
    {
        Assert.Contains("no SQLite database", (await Fails(new SqliteSource { Path = _folder.Add("x.db", new string('x', 5000)) })).Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, (await Fails(new SqliteSource { Path = _folder.At("gone.db") })).Kind);
        Assert.False(File.Exists(_folder.At("gone.db")));
    }

    private static Task<SakerException> Fails(SqliteSource source) => Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));

    private SqliteSource Make(params string[] statements)
    {
        SqliteLibrary.EnsureLoaded();
        using var connection = new SqliteConnection($"Data Source={_folder.At("data.db")};Pooling=False");
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
        return new SqliteSource { Path = _folder.At("data.db") };
    }
}
