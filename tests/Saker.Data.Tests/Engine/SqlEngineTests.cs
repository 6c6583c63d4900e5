using System.Diagnostics;
using Saker.Data.Engine;

namespace Saker.Data.Tests.Engine;

public sealed class SqlEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_type_arrives_with_its_missing_values()
    {
        using var connection = SqlEngine.Connect();
        var table = connection.QueryAll(
            """
            SELECT i % 2 = 0 AS flag, CAST(i AS TINYINT) AS tiny, CAST(i AS INTEGER) AS small, CAST(i AS BIGINT) AS large, CAST(i AS FLOAT) / 2 AS single,
                   CAST(i AS DOUBLE) / 4 AS double, DATE '1969-12-31' + CAST(i AS INTEGER) AS day, TIMESTAMP '1969-12-31 23:59:59.999999' + INTERVAL (i) SECOND AS instant,
                   repeat('é', CAST(i AS INTEGER)) AS text, CASE WHEN i % 3 > 0 THEN i END AS holes
            FROM range(20) t(i)
            """,
            Token);
        Assert.Equal(20, table.RowCount);
        Assert.Equal([true, 7, 7, 7L, 3.5f, 1.75, new DateOnly(1970, 1, 7)], [true, .. table.Columns.Take(7).Skip(1).Select(column => column.GetValue(7))]);
        Assert.Equal(new DateTime(1970, 1, 1, 0, 0, 6, 999, 999), table.Get("instant").GetValue(7));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => new string('é', i)), table.Get<string>("text").Values.ToArray());
        Assert.Equal([0, 3, 6, 9, 12, 15, 18], Enumerable.Range(0, 20).Where(table.Get("holes").IsNull));
    }

    [Fact]
    public void No_database_spills_where_another_does_and_nobody_else_may_look()
    {
        const string folder = "SELECT CAST(current_setting('temp_directory') AS VARCHAR) AS folder";
        using var shared = SqlEngine.Connect();
        using var one = SqlEngine.ConnectApart();
        using var other = SqlEngine.ConnectApart();
        string[] folders = [.. new[] { shared, one, other }.Select(connection => (string)connection.QueryAll(folder, Token).Columns[0].GetValue(0)!)];
        Assert.Equal(3, folders.Distinct().Count());
        Assert.All(folders.Skip(1), apart => Assert.StartsWith(folders[0] + Path.DirectorySeparatorChar, apart, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folders[0]));
    }

    [Fact]
    public void Rows_stream_in_order_and_in_pieces()
    {
        using var connection = SqlEngine.Connect();
        using var query = connection.Open("SELECT i FROM range(100000) t(i)", Token);
        var next = 0L;
        var pieces = 0;
        while (query.Read(10_000) is { } piece)
        {
            pieces++;
            foreach (var value in piece.Get<long>("i").Values.Span)
                Assert.Equal(next++, value);
        }
        Assert.Equal(100_000, next);
        Assert.InRange(pieces, 5, 10);
    }

    [Fact]
    public async Task A_long_query_stops_when_cancelled()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        source.CancelAfter(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(
            () =>
            {
                using var connection = SqlEngine.Connect();
                connection.QueryAll("SELECT sum(a.i * b.i) FROM range(1000000) a(i), range(1000000) b(i)", source.Token);
            },
            Token));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void An_error_of_the_engine_is_readable()
    {
        using var connection = SqlEngine.Connect();
        var error = Assert.Throws<SakerException>(() => connection.QueryAll("SELECT nothing FROM nowhere", Token));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Error:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("'; DROP TABLE x; --")]
    [InlineData("a\0b")]
    [InlineData("\\' \" \n 日本 🙂")]
    public void A_literal_is_the_text_that_it_was_made_of(string text)
    {
        using var connection = SqlEngine.Connect();
        Assert.Equal(text, connection.QueryAll($"SELECT {SqlText.Literal(text)} AS {SqlText.Name("a \"name\"")}", Token).Get("a \"name\"").GetValue(0));
    }

    [Fact]
    public void A_loaded_table_comes_back_as_it_was()
    {
        foreach (var rows in new[] { 0, 1, 2047, 2048, 2049, 5000 })
        {
            using var connection = SqlEngine.Connect();
            var table = RandomTables.Create(rows, rows);
            TableLoader.Load(connection, "loaded", table, keepNaN: true, Token);
            var names = table.Columns.Select((column, i) => $"c{i} AS {SqlText.Name(column.Name)}");
            RandomTables.AssertEqual(table, connection.QueryAll($"SELECT {string.Join(", ", names)} FROM loaded", Token));
        }
    }

    [Fact]
    public void Options_cannot_change_while_the_engine_runs()
    {
        SqlEngine.Connect().Dispose();
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => SqlEngine.Configure(new SqlEngineOptions { Threads = 77 })).Kind);
    }
}
