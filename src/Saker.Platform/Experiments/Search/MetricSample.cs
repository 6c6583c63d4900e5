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
    private async Task<long[]> StepsAsync(IReadOnlyList<RunId> runs, string key, (long First, long Last)? range, int maxCount)
    {
        var ends = new SortedSet<long>();
        var all = new SortedSet<long>();
        foreach (var run in runs.Distinct())
        {
            var steps = await session.QueryAsync<long>(
                $"SELECT DISTINCT step FROM metrics WHERE run_id = @run AND key = @key{(range is null ? "" : " AND step BETWEEN @first AND @last")} ORDER BY step",
                new { run = run.Value, key, first = range?.First ?? 0, last = range?.Last ?? 0 });
            if (steps.Count == 0)
                continue;
            all.UnionWith(steps);
            ends.Add(steps[0]);
            ends.Add(steps[^1]);
        }
        if (all.Count <= maxCount)
            return [.. all];
        long[] sorted = [.. all];
        var interval = (double)sorted.Length / maxCount;
        ends.UnionWith(Enumerable.Range(0, maxCount).Select(i => sorted[(int)(i * interval)]));
        ends.Add(sorted[^1]);
        return [.. ends];
    }

    private async Task<IReadOnlyList<RunMetric>> RowsAsync(string sql, object parameters) =>
        [.. (await session.QueryAsync<MetricRow>(sql, parameters)).Select(row => new RunMetric(new RunId(row.RunId), row.ToMetric()))];

    private static string[] Texts(IReadOnlyList<RunId> runs) => [.. runs.Select(run => run.Value).Distinct()];
}
