using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Curves;

/// <summary>Reads metrics as lines, thinned to what a chart can show.</summary>
internal sealed class CurveReader(ITrackingSearch search)
{
    // Of all lines together: more than a screen has room for, and about as much as a page can carry.
    private const int MaxPoints = 24_000;
    private const int MaxPointsOfLine = 250;
    private const int MinPointsOfLine = 24;

    /// <summary>The metrics that some of the runs logged at a later step than the first, 0; what describes the machine comes last.</summary>
    public static IReadOnlyList<string> KeysOf(IEnumerable<Run> runs) =>
    [
        .. runs.SelectMany(run => run.LatestMetrics).Where(metric => metric.Step > 0).Select(metric => metric.Key).Distinct(StringComparer.Ordinal)
            .OrderBy(CurveLines.IsSystem).ThenBy(key => key, StringComparer.Ordinal),
    ];

    public async Task<IReadOnlyList<CurveLines>> ReadAsync(IReadOnlyList<Run> runs, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        List<CurveLines> curves = [];
        var points = Math.Clamp(MaxPoints / Math.Max(1, runs.Count * keys.Count), MinPointsOfLine, MaxPointsOfLine);
        foreach (var key in keys)
        {
            Run[] having = [.. runs.Where(run => run.Metrics.ContainsKey(key))];
            if (having.Length > 0)
                curves.Add(new CurveLines(key, having, await search.SampleHistoryAsync([.. having.Select(run => run.Id)], key, steps: null, points, cancellationToken)));
        }
        return curves;
    }
}
