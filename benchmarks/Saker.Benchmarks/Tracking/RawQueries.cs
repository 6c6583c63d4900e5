using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Saker.Benchmarks.Tracking;

/// <summary>The work of a search by nothing but SQLite: the query as one writes it by hand, and the entries of the runs it finds. No server, no JSON.</summary>
internal sealed class RawQueries(SqliteConnection connection)
{
    private static readonly string s_experiments = string.Join(", ", TrackingHome.ExperimentIds);

    /// <summary>Runs with little loss, the most accurate first; in milliseconds.</summary>
    public double Filtered(int count) => Timed($"""
        SELECT r.id FROM runs r JOIN latest_metrics loss ON loss.run_id = r.id AND loss.key = 'loss' LEFT JOIN latest_metrics a ON a.run_id = r.id AND a.key = 'accuracy'
        WHERE r.experiment_id IN ({s_experiments}) AND r.lifecycle = 'active' AND loss.value < 0.5 ORDER BY a.value DESC, r.started_at DESC, r.id LIMIT {count}
        """);

    /// <summary>A page of runs by their start, as MLflow does it: with an offset; in milliseconds.</summary>
    public double Page(int count, int offset) => Timed(
        $"SELECT id FROM runs WHERE experiment_id IN ({s_experiments}) AND lifecycle = 'active' ORDER BY started_at, id LIMIT {count} OFFSET {offset}");

    /// <summary>A batch of three metrics, durable when it returns; in milliseconds.</summary>
    public double Batch(string run, int step)
    {
        var start = Stopwatch.GetTimestamp();
        using var transaction = connection.BeginTransaction();
        foreach (var table in (string[])["metrics", "latest_metrics"])
        {
            foreach (var key in (string[])["a", "b", "c"])
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"INSERT INTO {table} (run_id, key, step, logged_at, value) VALUES (@run, @key, @step, 1760000000000, 0.5) {(table == "metrics" ? "" : "ON CONFLICT (run_id, key) DO UPDATE SET step = excluded.step")}";
                command.Parameters.AddWithValue("@run", run);
                command.Parameters.AddWithValue("@key", key);
                command.Parameters.AddWithValue("@step", step);
                command.ExecuteNonQuery();
            }
        }
        transaction.Commit();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private double Timed(string query)
    {
        var start = Stopwatch.GetTimestamp();
        var ids = string.Join(", ", Read(query).Select(row => $"'{row[0]}'"));
        foreach (var table in (string[])["runs WHERE id", "params WHERE run_id", "tags WHERE run_id", "latest_metrics WHERE run_id"])
            Read(string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {table} IN ({ids})"));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private List<object[]> Read(string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
