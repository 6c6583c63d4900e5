using System.Globalization;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.Search;

/// <summary>Reads what a page says of experiments as wholes, at a cost that the number of their runs does not move.</summary>
internal sealed class ExperimentSummaries(Session session)
{
    // A run that ended after a newer one started is among the latest few.
    private const int MaxLatest = 20;

    /// <param name="experiments">Numbers of those wanted; null for all that are not deleted.</param>
    /// <param name="maxCount">How many at most.</param>
    public async Task<IReadOnlyList<ExperimentActivity>> ActivityAsync(long[]? experiments, int maxCount)
    {
        List<ExperimentActivity> found = [];
        await session.ReadAsync(
            $"""
            SELECT a.id, CASE WHEN a.ran_at > a.updated_at THEN a.ran_at ELSE a.updated_at END AS happened_at
            FROM (
              SELECT e.id, e.updated_at,
                     (SELECT MAX(CASE WHEN l.ended_at > l.started_at THEN l.ended_at ELSE l.started_at END)
                      FROM (SELECT r.started_at, r.ended_at FROM runs r WHERE r.experiment_id = e.id AND r.lifecycle = 'active' ORDER BY r.started_at DESC LIMIT {MaxLatest}) l) AS ran_at
              FROM experiments e WHERE {(experiments is null ? "e.lifecycle = 'active'" : "e.id IN @experiments")}
            ) a
            ORDER BY happened_at DESC, a.id DESC LIMIT @maxCount
            """,
            experiments is null ? new { maxCount } : new { experiments, maxCount },
            row => found.Add(new ExperimentActivity(
                new ExperimentId(row.GetInt64(0).ToString(CultureInfo.InvariantCulture)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))));
        return found;
    }

    /// <param name="experiment">The number of the experiment; null for all.</param>
    public async Task<EntryKeys> KeysAsync(long? experiment) => new()
    {
        Parameters = await KeysAsync("params", experiment),
        Metrics = await KeysAsync("latest_metrics", experiment),
        Tags = await KeysAsync("tags", experiment),
    };

    /// <summary>A query for the latest runs, those that are not deleted before the others; an experiment is the parameter <c>@experiment</c>.</summary>
    public static string LatestRuns(long? experiment, string columns) => experiment is null
        ? $"SELECT {columns} FROM runs ORDER BY started_at DESC LIMIT {EntryKeys.MaxRuns}"
        : $"SELECT {columns} FROM runs WHERE experiment_id = @experiment ORDER BY lifecycle, started_at DESC LIMIT {EntryKeys.MaxRuns}";

    private async Task<IReadOnlyList<string>> KeysAsync(string table, long? experiment)
    {
        var keys = await session.QueryAsync<string>(
            $"""
            SELECT DISTINCT t.key FROM {table} t
            WHERE t.run_id IN ({LatestRuns(experiment, "id")})
            ORDER BY t.key LIMIT {EntryKeys.MaxCount}
            """,
            new { experiment });
        return [.. keys.Order(StringComparer.Ordinal)];
    }
}
