using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Reads the logged values of a metric, as the tree of their key has them.</summary>
internal static class HistoryReader
{
    public static async Task<IReadOnlyList<Metric>> ReadAsync(Session session, RunId run, string key, long offset, int maxCount)
    {
        await RunWrites.RequireAsync(session, run);
        var rows = await session.QueryAsync<MetricRow>(
            $"SELECT {MetricRow.Columns} FROM metrics WHERE run_id = @id AND key = @key ORDER BY step, logged_at, value, is_nan LIMIT @maxCount OFFSET @offset",
            new { id = run.Value, key, maxCount, offset });
        return [.. rows.Select(row => row.ToMetric())];
    }
}
