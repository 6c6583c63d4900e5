using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Storage;

public sealed class DatabaseTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private Database _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = Open(TimeSpan.FromSeconds(30));
        await _database.PrepareAsync(Cancellation);
        await _database.WriteAsync(session => session.ExecuteAsync("CREATE TABLE numbers (n BIGINT)"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("PRAGMA journal_mode", "wal")]
    [InlineData("PRAGMA synchronous", "2")]
    [InlineData("PRAGMA foreign_keys", "1")]
    public async Task Every_connection_flushes_at_commit_and_holds_references(string pragma, string expected) =>
        Assert.Equal(expected, await _database.ReadAsync(session => session.ScalarAsync<string>(pragma), Cancellation));

    [Fact]
    public async Task Write_that_throws_changes_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO numbers VALUES (1)");
                throw new InvalidOperationException();
            },
            Cancellation));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Readers_see_one_state_while_somebody_writes()
    {
        await using var other = Open(TimeSpan.FromSeconds(30));
        var (before, after) = await _database.ReadAsync(
            async session =>
            {
                var first = await session.ScalarAsync<long>("SELECT COUNT(*) FROM numbers");
                await other.WriteAsync(write => write.ExecuteAsync("INSERT INTO numbers VALUES (1)"), Cancellation);
                return (first, await session.ScalarAsync<long>("SELECT COUNT(*) FROM numbers"));
            },
            Cancellation);
        Assert.Equal((0, 0), (before, after));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Writer_that_waits_too_long_for_another_process_says_so()
    {
        await using var impatient = Open(TimeSpan.FromMilliseconds(100));
        await _database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO numbers VALUES (1)");
                var failure = await Failures.OfAsync(ErrorKind.Unavailable, () => impatient.WriteAsync(write => write.ExecuteAsync("INSERT INTO numbers VALUES (2)"), Cancellation));
                Assert.Contains("try again", failure.Message, StringComparison.Ordinal);
            },
            Cancellation);
        Assert.Equal(1, await CountAsync());
    }

    private Task<long> CountAsync() => _database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM numbers"), Cancellation);

    private SqliteDatabase Open(TimeSpan maxWriteWait)
    {
        var options = _backend.Options;
        options.MaxWriteWait = maxWriteWait;
        return new SqliteDatabase(new SakerHome(options), options);
    }
}
