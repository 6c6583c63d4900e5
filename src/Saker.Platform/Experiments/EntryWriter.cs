using Dapper;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Writes what is logged to one run within one transaction, many rows with one statement.</summary>
internal sealed class EntryWriter(Session session, RunId run)
{
    // With nine values a row this stays far below what a statement may hold, and there are few different statements.
    private const int MaxRowsTogether = 100;

    private static readonly string[] EntryColumns = ["run_id", "key", "value"];
    private static readonly string[] MetricColumns = ["run_id", "key", "step", "logged_at", "value", "is_nan", "model_id", "dataset_name", "dataset_digest"];

    public async Task WriteAsync(RunEntries entries)
    {
        await WriteParametersAsync(entries.Parameters);
        await WriteTagsAsync(entries.Tags);
        await WriteMetricsAsync(entries.Metrics);
    }

    /// <summary>Tags of a run whose row says the same already.</summary>
    public Task InsertTagsAsync(IReadOnlyDictionary<string, string> tags) =>
        InsertAsync("tags", EntryColumns, tags, entry => [run.Value, entry.Key, entry.Value], "ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value");

    public async Task WriteTagsAsync(IReadOnlyDictionary<string, string> tags)
    {
        await InsertTagsAsync(tags);
        // The name and the parent are kept with the run too.
        if (tags.TryGetValue(RunTags.Name, out var name))
            await session.ExecuteAsync("UPDATE runs SET name = @name WHERE id = @id", new { name, id = run.Value });
        if (tags.TryGetValue(RunTags.Parent, out var parent))
            await session.ExecuteAsync("UPDATE runs SET parent_id = (SELECT p.id FROM runs p WHERE p.id = @parent AND p.id <> @id) WHERE id = @id", new { parent, id = run.Value });
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
        await InsertAsync("params", EntryColumns, parameters.Where(entry => !known.ContainsKey(entry.Key)), entry => [run.Value, entry.Key, entry.Value], "");
    }

    private async Task WriteMetricsAsync(IReadOnlyList<Metric> metrics)
    {
        if (metrics.Count == 0)
            return;
        var rows = metrics.Select(metric => MetricRow.From(run, metric)).ToList();
        await InsertAsync("metrics", MetricColumns, rows, ValuesOf, "ON CONFLICT DO NOTHING");
        await InsertAsync("latest_metrics", MetricColumns, LatestOf(rows), ValuesOf,
            """
            ON CONFLICT (run_id, key) DO UPDATE SET step = excluded.step, logged_at = excluded.logged_at, value = excluded.value, is_nan = excluded.is_nan,
                model_id = excluded.model_id, dataset_name = excluded.dataset_name, dataset_digest = excluded.dataset_digest
            WHERE (excluded.step, excluded.logged_at, -excluded.is_nan, excluded.value) > (latest_metrics.step, latest_metrics.logged_at, -latest_metrics.is_nan, latest_metrics.value)
            """);
    }

    private async Task InsertAsync<T>(string table, string[] columns, IEnumerable<T> rows, Func<T, object?[]> valuesOf, string otherwise)
    {
        foreach (var part in rows.Chunk(MaxRowsTogether))
        {
            var parameters = new DynamicParameters();
            for (var i = 0; i < part.Length; i++)
            {
                var values = valuesOf(part[i]);
                for (var j = 0; j < values.Length; j++)
                    parameters.Add($"{columns[j]}{i}", values[j]);
            }
            var places = Enumerable.Range(0, part.Length).Select(i => $"({string.Join(", ", columns.Select(column => $"@{column}{i}"))})");
            await session.ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES {string.Join(", ", places)} {otherwise}", parameters);
        }
    }

    private static object?[] ValuesOf(MetricRow row) => [row.RunId, row.Key, row.Step, row.LoggedAt, row.Value, row.IsNaN, row.ModelId, row.DatasetName, row.DatasetDigest];

    private static IEnumerable<MetricRow> LatestOf(List<MetricRow> rows)
    {
        var latest = new Dictionary<string, MetricRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!latest.TryGetValue(row.Key, out var best) || row.IsAfter(best))
                latest[row.Key] = row;
        }
        return latest.Values;
    }
}
