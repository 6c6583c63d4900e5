using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Writes what is logged to one run within one transaction.</summary>
internal sealed class EntryWriter(Session session, RunId run)
{
    public async Task WriteAsync(RunEntries entries)
    {
        await WriteParametersAsync(entries.Parameters);
        await WriteTagsAsync(entries.Tags);
        await WriteMetricsAsync(entries.Metrics);
    }

    /// <summary>A parameter is part of what the run is: it can be repeated, not changed.</summary>
    private async Task WriteParametersAsync(IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.Count == 0)
            return;
        var known = (await session.QueryAsync<EntryRow>("SELECT run_id AS RunId, key, value FROM params WHERE run_id = @id", new { id = run.Value }))
            .ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
        var problems = parameters
            .Where(entry => known.TryGetValue(entry.Key, out var old) && old != entry.Value)
            .Select(entry => new Problem(entry.Key, $"is '{known[entry.Key]}' already and cannot become '{entry.Value}'."))
            .ToList();
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.Conflict, $"Parameters of run '{run}' do not change once logged; nothing was logged.", problems);
        await session.ExecuteAsync(
            "INSERT INTO params (run_id, key, value) VALUES (@RunId, @Key, @Value)",
            parameters.Where(entry => !known.ContainsKey(entry.Key)).Select(entry => new EntryRow { RunId = run.Value, Key = entry.Key, Value = entry.Value }));
    }

    private Task WriteTagsAsync(IReadOnlyDictionary<string, string> tags) => session.ExecuteAsync(
        """
        INSERT INTO tags (run_id, key, value) VALUES (@RunId, @Key, @Value)
        ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value
        """,
        tags.Select(entry => new EntryRow { RunId = run.Value, Key = entry.Key, Value = entry.Value }));

    private async Task WriteMetricsAsync(IReadOnlyList<Metric> metrics)
    {
        var rows = metrics.Select(metric => MetricRow.From(run, metric)).ToList();
        await session.ExecuteAsync(
            """
            INSERT INTO metrics (run_id, key, step, logged_at, value, is_nan) VALUES (@RunId, @Key, @Step, @LoggedAt, @Value, @IsNaN)
            ON CONFLICT DO NOTHING
            """,
            rows);
        // The latest value is the one of the highest step, then time; of equals the one logged last.
        await session.ExecuteAsync(
            """
            INSERT INTO latest_metrics (run_id, key, step, logged_at, value, is_nan) VALUES (@RunId, @Key, @Step, @LoggedAt, @Value, @IsNaN)
            ON CONFLICT (run_id, key) DO UPDATE SET step = excluded.step, logged_at = excluded.logged_at, value = excluded.value, is_nan = excluded.is_nan
            WHERE excluded.step > latest_metrics.step OR (excluded.step = latest_metrics.step AND excluded.logged_at >= latest_metrics.logged_at)
            """,
            LatestOf(rows));
    }

    private static IEnumerable<MetricRow> LatestOf(List<MetricRow> rows)
    {
        var latest = new Dictionary<string, MetricRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!latest.TryGetValue(row.Key, out var best) || row.Step > best.Step || (row.Step == best.Step && row.LoggedAt >= best.LoggedAt))
                latest[row.Key] = row;
        }
        return latest.Values;
    }
}
