using System.Globalization;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Reads whole runs: one query for the runs and one for each kind of entry, however many runs there are.</summary>
internal sealed class RunReader(Session session)
{
    /// <param name="ids">A query that gives the ids of the runs wanted.</param>
    /// <param name="parameters">The query's parameters.</param>
    /// <returns>The runs, the newest first.</returns>
    public async Task<IReadOnlyList<Run>> ReadAsync(string ids, object parameters)
    {
        var runs = await session.QueryAsync<RunRow>(
            $"""
            SELECT id, experiment_id AS ExperimentId, parent_id AS ParentId, name, status, started_at AS StartedAt, ended_at AS EndedAt
            FROM runs WHERE id IN ({ids}) ORDER BY started_at DESC, id DESC
            """,
            parameters);
        var parametersOf = await EntriesAsync("params", ids, parameters);
        var tagsOf = await EntriesAsync("tags", ids, parameters);
        var metricsOf = (await session.QueryAsync<MetricRow>($"SELECT run_id AS RunId, key, value, is_nan AS IsNaN, step, logged_at AS LoggedAt FROM latest_metrics WHERE run_id IN ({ids})", parameters))
            .ToLookup(row => row.RunId);
        return [.. runs.Select(row => new Run
        {
            Id = new RunId(row.Id),
            ExperimentId = new ExperimentId(row.ExperimentId.ToString(CultureInfo.InvariantCulture)),
            Name = row.Name,
            Status = RunStatuses.Parse(row.Status),
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt),
            EndedAt = row.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
            ParentId = row.ParentId is { } parent ? new RunId(parent) : null,
            Parameters = parametersOf[row.Id].ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
            Metrics = metricsOf[row.Id].ToDictionary(metric => metric.Key, metric => metric.Number, StringComparer.Ordinal),
            Tags = tagsOf[row.Id].ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        })];
    }

    private async Task<ILookup<string, EntryRow>> EntriesAsync(string table, string ids, object parameters) =>
        (await session.QueryAsync<EntryRow>($"SELECT run_id AS RunId, key, value FROM {table} WHERE run_id IN ({ids})", parameters)).ToLookup(row => row.RunId);

    private sealed record RunRow
    {
        public required string Id { get; init; }

        public long ExperimentId { get; init; }

        public string? ParentId { get; init; }

        public required string Name { get; init; }

        public required string Status { get; init; }

        public long StartedAt { get; init; }

        public long? EndedAt { get; init; }
    }
}
