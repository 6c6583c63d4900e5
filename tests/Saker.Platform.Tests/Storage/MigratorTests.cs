using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
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
    public async Task A_home_of_before_tracking_opens_with_all_that_was_in_it()
    {
        var run = new string('a', 32);
        await using (var database = new SqliteDatabase(Home, _backend.Options))
        {
            await new Migrator(database, Home, TimeProvider.System, [.. Migration.List("sqlite").Take(6)]).RunAsync(Cancellation);
            await database.WriteAsync(
                session => session.ExecuteAsync(
                    """
                    INSERT INTO experiments (id, name, created_at, updated_at) VALUES (1, 'churn', 1700000000000, 1700000000000);
                    INSERT INTO runs (id, experiment_id, name, status, lifecycle, started_at, ended_at, owner) VALUES (@run, 1, 'fit', 'FINISHED', 'active', 1700000000000, 1700000009000, 'gone');
                    INSERT INTO runs (id, experiment_id, parent_id, name, status, lifecycle, started_at, owner) VALUES (@child, 1, @run, 'tree', 'FAILED', 'active', 1700000001000, 'gone');
                    INSERT INTO params (run_id, key, value) VALUES (@run, 'depth', '8');
                    INSERT INTO tags (run_id, key, value) VALUES (@run, 'team', 'risk');
                    INSERT INTO metrics (run_id, key, value, is_nan, step, logged_at) VALUES (@run, 'auc', 0.5, 0, 0, 1700000000000), (@run, 'auc', 0.75, 0, 1, 1700000001000), (@run, 'nan', 0, 1, 0, 1700000001000);
                    INSERT INTO latest_metrics (run_id, key, value, is_nan, step, logged_at) VALUES (@run, 'auc', 0.75, 0, 1, 1700000001000), (@run, 'nan', 0, 1, 0, 1700000001000);
                    INSERT INTO models (name, created_at) VALUES ('churn', 1700000000000);
                    INSERT INTO model_versions (model, version, run_id, hash, created_at) VALUES ('churn', 1, @run, @hash, 1700000000000);
                    INSERT INTO aliases (model, alias, version) VALUES ('churn', 'champion', 1);
                    """,
                    new { run, child = new string('b', 32), hash = new string('c', 64) }),
                Cancellation);
        }

        var saker = await _backend.OpenAsync();
        Assert.Equal(Migration.List("sqlite").Count, (await AppliedAsync()).Count);
        var experiment = (await saker.Experiments.FindByNameAsync("churn", Cancellation))!;
        Assert.Equal(("1", Lifecycle.Active, "mlflow-artifacts:/1", 2), (experiment.Id.Value, experiment.Lifecycle, experiment.ArtifactLocation, experiment.RunCount));
        var read = (await saker.Experiments.FindRunAsync(new RunId(run), Cancellation))!;
        Assert.Equal(("fit", RunStatus.Finished, $"mlflow-artifacts:/1/{run}/artifacts", "8", "risk"), (read.Name, read.Status, read.ArtifactUri, read.Parameters["depth"], read.Tags["team"]));
        Assert.Equal((0.75, double.NaN), (read.Metrics["auc"], read.Metrics["nan"]));
        Assert.Equal([0.5, 0.75], (await saker.Experiments.GetHistoryAsync(read.Id, "auc", Cancellation)).Select(metric => metric.Value));
        Assert.Equal(read.Id, (await saker.Experiments.FindRunAsync(new RunId(new string('b', 32)), Cancellation))!.ParentId);
        var found = await saker.Services.GetRequiredService<ITrackingSearch>().SearchRunsAsync(new RunSearch { Filter = "metrics.auc > 0.7 AND params.depth = '8' AND tags.team = 'risk'", OrderBy = [], MaxCount = 10 }, Cancellation);
        Assert.Equal([read.Id], found.Items.Select(one => one.Id));
        var version = await saker.Registry.ResolveAsync("churn@champion", Cancellation);
        Assert.Equal((1, read.Id, new string('c', 64)), (version.Version, version.Run, version.Hash));
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
