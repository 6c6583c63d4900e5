using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Reads the logged values of a metric, as the tree of their key has them.</summary>
internal static class HistoryReader
{
    // Of one metric's points these never repeat together.
    private static readonly SortKey[] Keys = [new("step", FilterKind.Integer), new("logged_at", FilterKind.Integer), new("value", FilterKind.Metric), new("is_nan", FilterKind.Integer)];

    public static async Task<IReadOnlyList<Metric>> ReadAllAsync(Session session, RunId run, string key)
    {
        await RunWrites.RequireAsync(session, run);
        var rows = await session.QueryAsync<MetricRow>(
            $"SELECT {MetricRow.Columns} FROM metrics WHERE run_id = @id AND key = @key ORDER BY step, logged_at, value, is_nan",
            new { id = run.Value, key });
        return [.. rows.Select(row => row.ToMetric())];
    }

    public static async Task<MetricPage> ReadPageAsync(Session session, RunId run, string key, string? pageToken, int maxCount)
    {
        var query = PageToken.Fingerprint(["history", run.Value, key]);
        var from = string.IsNullOrEmpty(pageToken) ? new PageToken() : PageToken.Read(pageToken, query, Keys);
        await RunWrites.RequireAsync(session, run);
        var after = from.Position is null ? "" : "AND (step, logged_at, value, is_nan) > (@step, @loggedAt, @value, @isNaN)";
        var rows = await session.QueryAsync<MetricRow>(
            $"SELECT {MetricRow.Columns} FROM metrics WHERE run_id = @id AND key = @key {after} ORDER BY step, logged_at, value, is_nan LIMIT @count OFFSET @offset",
            new { id = run.Value, key, count = maxCount + 1, offset = from.Offset, step = At(from, 0), loggedAt = At(from, 1), value = At(from, 2), isNaN = At(from, 3) });
        var points = rows.Take(maxCount).ToList();
        return new MetricPage
        {
            Points = [.. points.Select(row => row.ToMetric())],
            NextPageToken = rows.Count > maxCount ? PageToken.Write(query, [points[^1].Step, points[^1].LoggedAt, points[^1].Value, points[^1].IsNaN]) : null,
        };
    }

    private static object? At(PageToken token, int i) => token.Position?[i];
}
