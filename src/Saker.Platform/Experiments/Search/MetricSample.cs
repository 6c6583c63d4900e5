using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.Search;

/// <summary>Reads values of a metric of several runs: all of them, or as many as a chart needs.</summary>
internal sealed class MetricSample(Session session)
{
    // Far below what a statement may hold.
    private const int MaxStepsTogether = 1_000;

    /// <summary>The first values, by run, then time, step and value.</summary>
    public Task<IReadOnlyList<RunMetric>> ReadAsync(IReadOnlyList<RunId> runs, string key, int maxCount) => RowsAsync(
        $"""
        SELECT {MetricRow.Columns} FROM metrics WHERE run_id IN @runs AND key = @key
        ORDER BY run_id, logged_at, step, value LIMIT @maxCount
        """,
        new { runs = Texts(runs), key, maxCount });

    public async Task<IReadOnlyList<RunMetric>> SampleAsync(IReadOnlyList<RunId> runs, string key, (long First, long Last)? range, int maxCount)
    {
        var steps = await StepsAsync(runs, key, range, maxCount);
        List<RunMetric> values = [];
        foreach (var run in runs.Distinct())
        {
            List<RunMetric> ofRun = [];
            foreach (var part in steps.Chunk(MaxStepsTogether))
            {
                ofRun.AddRange(await RowsAsync(
                    $"""
                    SELECT {MetricRow.Columns} FROM metrics WHERE run_id = @run AND key = @key AND step IN @part
                    ORDER BY step, logged_at, value LIMIT @maxCount
                    """,
                    new { run = run.Value, key, part, maxCount = ITrackingSearch.MaxSampleSize - ofRun.Count }));
                if (ofRun.Count == ITrackingSearch.MaxSampleSize)
                    break;
            }
            values.AddRange(ofRun);
        }
        return values;
    }

    // Evenly spread over all steps, the last one too, and the ends of each run so that every line begins and ends where it does.
    // However many steps there are, only those that are wanted are held.
    private async Task<long[]> StepsAsync(IReadOnlyList<RunId> runs, string key, (long First, long Last)? range, int maxCount)
    {
        var where = $"run_id IN @runs AND key = @key{(range is null ? "" : " AND step BETWEEN @first AND @last")}";
        var parameters = new { runs = Texts(runs), key, first = range?.First ?? 0, last = range?.Last ?? 0 };
        var count = await session.ScalarAsync<long>($"SELECT COUNT(DISTINCT step) FROM metrics WHERE {where}", parameters);
        var steps = new SortedSet<long>();
        if (count > maxCount)
            await session.ReadAsync($"SELECT MIN(step), MAX(step) FROM metrics WHERE {where} GROUP BY run_id", parameters, row => steps.UnionWith([row.GetInt64(0), row.GetInt64(1)]));
        var interval = count > maxCount ? (double)count / maxCount : 1;
        var (at, taken) = (0L, 0);
        await session.ReadAsync(
            $"SELECT DISTINCT step FROM metrics WHERE {where} ORDER BY step",
            parameters,
            row =>
            {
                if (at++ != (long)(taken * interval) || taken == maxCount)
                    return;
                steps.Add(row.GetInt64(0));
                taken++;
            });
        return [.. steps];
    }

    private async Task<IReadOnlyList<RunMetric>> RowsAsync(string sql, object parameters) =>
        [.. (await session.QueryAsync<MetricRow>(sql, parameters)).Select(row => new RunMetric(new RunId(row.RunId), row.ToMetric()))];

    private static string[] Texts(IReadOnlyList<RunId> runs) => [.. runs.Select(run => run.Value).Distinct()];
}
