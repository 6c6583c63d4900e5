using Dapper;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Reads whole runs: one query for the runs and one for each kind of entry, however many runs there are.</summary>
internal sealed class RunReader(Session session)
{
    private const int MaxTogether = 500;

    /// <param name="ids">A query that gives the ids of the runs wanted.</param>
    /// <param name="parameters">The query's parameters.</param>
    /// <returns>The runs, the newest first.</returns>
    public async Task<IReadOnlyList<Run>> ReadAsync(string ids, object parameters)
    {
        var rows = await session.QueryAsync<RunRow>($"SELECT {RunRow.Columns} FROM runs WHERE id IN ({ids}) ORDER BY started_at DESC, id DESC", parameters);
        if (rows.Count == 0)
            return [];
        var parametersOf = await EntriesAsync("params", ids, parameters);
        var tagsOf = await EntriesAsync("tags", ids, parameters);
        var metricsOf = (await session.QueryAsync<MetricRow>($"SELECT {MetricRow.Columns} FROM latest_metrics WHERE run_id IN ({ids}) ORDER BY key", parameters)).ToLookup(row => row.RunId);
        var inputs = await new InputReader(session).ReadAsync(ids, parameters);
        return [.. rows.Select(row =>
        {
            var latest = metricsOf[row.Id].Select(metric => metric.ToMetric()).ToArray();
            return row.ToRun() with
            {
                Parameters = parametersOf[row.Id].ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
                Metrics = latest.ToDictionary(metric => metric.Key, metric => metric.Value, StringComparer.Ordinal),
                LatestMetrics = latest,
                Tags = tagsOf[row.Id].ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
                Inputs = inputs.InputsOf(row.Id),
                Outputs = inputs.OutputsOf(row.Id),
            };
        })];
    }

    /// <returns>The runs in the order of their ids; those that are not there are left out.</returns>
    public async Task<IReadOnlyList<Run>> ReadAsync(IReadOnlyList<string> ids)
    {
        var found = new Dictionary<string, Run>(ids.Count, StringComparer.Ordinal);
        foreach (var part in ids.Chunk(MaxTogether))
        {
            // One parameter each: as a list they would be an array to PostgreSQL, which IN does not take.
            var parameters = new DynamicParameters();
            for (var i = 0; i < part.Length; i++)
                parameters.Add($"id{i}", part[i]);
            var list = string.Join(", ", part.Select((_, i) => $"@id{i}"));
            foreach (var run in await ReadAsync($"SELECT id FROM runs WHERE id IN ({list})", parameters))
                found[run.Id.Value] = run;
        }
        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<Run>()];
    }

    private async Task<ILookup<string, EntryRow>> EntriesAsync(string table, string ids, object parameters) =>
        (await session.QueryAsync<EntryRow>($"SELECT run_id AS RunId, key, value FROM {table} WHERE run_id IN ({ids}) ORDER BY key", parameters)).ToLookup(row => row.RunId);
}
