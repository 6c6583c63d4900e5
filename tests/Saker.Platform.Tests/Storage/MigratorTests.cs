using Dapper;
using Microsoft.Data.Sqlite;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Storage;

public sealed class MigratorTests : IAsyncDisposable
{
    private readonly EmbeddedBackend _backend = new();

    private SakerHome Home => new(_backend.Options);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public void Migrations_are_numbered_without_gaps()
    {
        var migrations = Migration.List("sqlite");
        Assert.Equal(Enumerable.Range(1, migrations.Count), migrations.Select(migration => migration.Number));
        Assert.All(migrations, migration => Assert.Matches("^[0-9]{4}_[a-z_]+$", migration.Name));
    }

    [Fact]
    public async Task Empty_home_gets_every_migration_and_a_second_start_changes_nothing()
    {
        await _backend.CloseAsync(await _backend.OpenAsync());
        var first = await AppliedAsync();
        Assert.Equal(Migration.List("sqlite").Select(migration => (migration.Name, migration.Checksum)), first.Select(row => (row.Name, row.Checksum)));
        await _backend.CloseAsync(await _backend.OpenAsync());
        Assert.Equal(first, await AppliedAsync());
    }

    [Fact]
    public async Task Many_starts_at_once_do_not_collide()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SakerPlatform.OpenAsync(_backend.Options, Cancellation))).Select(async opening => await (await opening).DisposeAsync()));
        Assert.Equal(Migration.List("sqlite").Count, (await AppliedAsync()).Count);
    }

    [Fact]
    public async Task Database_of_a_newer_program_is_refused_untouched()
    {
        await _backend.CloseAsync(await _backend.OpenAsync());
        await ExecuteAsync("INSERT INTO schema_migrations VALUES (1000, '1000_future', 'x', 0)");
        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => _backend.OpenAsync());
        Assert.Contains("newer Saker", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1000_future", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migration_that_was_applied_in_another_form_is_refused()
    {
        await _backend.CloseAsync(await _backend.OpenAsync());
        await ExecuteAsync("UPDATE schema_migrations SET checksum = 'x' WHERE number = 2");
        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => _backend.OpenAsync());
        Assert.Contains("0002_datasets", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migration_that_fails_leaves_nothing_of_itself()
    {
        await using var database = new SqliteDatabase(Home, _backend.Options);
        Migration[] migrations = [new(1, "0001_good", "CREATE TABLE good (id BIGINT)"), new(2, "0002_bad", "CREATE TABLE bad (id BIGINT); INSERT INTO nowhere VALUES (1)")];
        await Assert.ThrowsAsync<SqliteException>(() => new Migrator(database, Home, TimeProvider.System, migrations).RunAsync(Cancellation));
        Assert.Equal(["0001_good"], (await AppliedAsync()).Select(row => row.Name));
        Assert.Equal(1, await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('good', 'bad')"), Cancellation));
    }

    [Fact]
    public async Task File_that_is_no_database_is_reported_as_damaged()
    {
        await File.WriteAllTextAsync(Home.DatabaseFile, new string('x', 10_000), Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.Internal, () => _backend.OpenAsync());
        Assert.Contains("saker.db", failure.Message, StringComparison.Ordinal);
    }

    private async Task<List<(long Number, string Name, string Checksum, long AppliedAt)>> AppliedAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Home.DatabaseFile};Pooling=False");
        return [.. await connection.QueryAsync<(long, string, string, long)>("SELECT number, name, checksum, applied_at FROM schema_migrations ORDER BY number")];
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Home.DatabaseFile};Pooling=False");
        await connection.ExecuteAsync(sql);
    }
}
