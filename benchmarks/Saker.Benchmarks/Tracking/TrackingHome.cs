using Microsoft.Data.Sqlite;
using Saker.Platform;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Tracking;

/// <summary>A home in a temporary folder with many runs and versions, written straight into its database; gone at the end.</summary>
internal sealed class TrackingHome : IAsyncDisposable
{
    public const int Experiments = 20;
    public const int Runs = 20_000;
    public const int Versions = 5_000;

    public static readonly string[] Metrics = ["accuracy", "auc", "f1", "loss"];

    private TrackingHome(string folder) => Folder = folder;

    public string Folder { get; }

    public string DatabaseFile => Path.Combine(Folder, "saker.db");

    public static IEnumerable<string> ExperimentIds => Enumerable.Range(1, Experiments).Select(i => $"{i}");

    /// <param name="points">Values of each metric.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<TrackingHome> CreateAsync(int points, CancellationToken cancellationToken)
    {
        var home = new TrackingHome(Directory.CreateTempSubdirectory("saker-bench-").FullName);
        await using (await SakerPlatform.OpenAsync(new HomeOptions { Folder = home.Folder }, cancellationToken))
        {
        }
        await using var connection = home.Open();
        foreach (var statement in Statements(points))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        return home;
    }

    /// <summary>The database as a program that uses nothing but SQLite has it.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseFile, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // Values spread like random ones and are the same each time. Rows come in the order of their keys, so that filling is appending.
    private static string[] Statements(int points)
    {
        const string run = "printf('%032x', 7777777777 + n)";
        var numbers = $"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Runs - 1})";
        var steps = $", steps(s) AS (SELECT 0 UNION ALL SELECT s + 1 FROM steps WHERE s < {points - 1})";
        var keys = $", keys(k, i) AS (VALUES {string.Join(", ", Metrics.Select((key, i) => $"('{key}', {i})"))})";
        const string value = "((n * 7919 + i * 104729 + s * 1299709) % 1000003) / 1000003.0";
        const string time = "1750000000000 + n * 1000 + s";
        var last = points - 1;
        return
        [
            "PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000", "BEGIN",
            $"{numbers} INSERT INTO experiments (id, name, created_at, updated_at, artifact_location) SELECT n + 1, 'bench ' || (n + 1), 1750000000000, 1750000000000, 'mlflow-artifacts:/' || (n + 1) FROM numbers LIMIT {Experiments}",
            $"{numbers} INSERT INTO runs (id, experiment_id, name, user_id, status, started_at, ended_at, artifact_uri) SELECT {run}, 1 + n % {Experiments}, 'run-' || n, 'bench', 'FINISHED', 1750000000000 + n * 1000, 1750000000900 + n * 1000, 'mlflow-artifacts:/' || (1 + n % {Experiments}) || '/' || {run} || '/artifacts' FROM numbers",
            $"{numbers} INSERT INTO params (run_id, key, value) SELECT {run}, p.key, CASE p.key WHEN 'depth' THEN n % 12 WHEN 'rate' THEN 0.001 * (n % 500) ELSE 'adam' END FROM numbers, (SELECT 'depth' AS key UNION ALL SELECT 'optimizer' UNION ALL SELECT 'rate') p",
            $"{numbers} INSERT INTO tags (run_id, key, value) SELECT {run}, t.key, CASE t.key WHEN 'team' THEN 'team-' || (n % 7) WHEN 'mlflow.user' THEN 'bench' ELSE 'run-' || n END FROM numbers, (SELECT 'mlflow.runName' AS key UNION ALL SELECT 'mlflow.user' UNION ALL SELECT 'team') t",
            $"{numbers}{steps}{keys} INSERT INTO metrics (run_id, key, step, logged_at, value) SELECT {run}, k, s, {time}, {value} FROM numbers, keys, steps",
            $"{numbers}{keys}, steps(s) AS (VALUES ({last})) INSERT INTO latest_metrics (run_id, key, step, logged_at, value) SELECT {run}, k, s, {time}, {value} FROM numbers, keys, steps",
            $"{numbers} INSERT INTO models (name, created_at) SELECT 'model-' || n, 1750000000000 FROM numbers LIMIT 50",
            $"{numbers} INSERT INTO model_versions (model, version, hash, created_at) SELECT 'model-' || (n % 50), 1 + n / 50, printf('%064x', n), 1750000000000 + n FROM numbers LIMIT {Versions}",
            "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)",
        ];
    }
}
