using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Dashboard.Watching;

/// <summary>Columns by time: what the heat map shows.</summary>
/// <param name="Buckets">Where each bucket begins, without gaps where buckets are of the clock.</param>
/// <param name="Rows">The columns of this page, the worst first.</param>
/// <param name="RowCount">How many columns there are in all.</param>
/// <param name="IsCut">Whether there are more buckets than are shown; those are the newest.</param>
public sealed record HeatGrid(IReadOnlyList<DateTimeOffset> Buckets, IReadOnlyList<HeatRow> Rows, int RowCount, bool IsCut)
{
    /// <summary>How many columns a page has.</summary>
    public const int PageSize = 25;

    /// <summary>The most buckets that are shown beside each other.</summary>
    public const int MaxBuckets = 120;

    public static HeatGrid Of(IReadOnlyList<DriftMoment> moments, WatchQuestion question)
    {
        var buckets = BucketsOf(moments, question.UsedGrain);
        var isCut = buckets.Count > MaxBuckets;
        if (isCut)
            buckets = buckets.GetRange(buckets.Count - MaxBuckets, MaxBuckets);
        var places = buckets.Select((at, place) => (at, place)).ToDictionary(bucket => bucket.at, bucket => bucket.place);
        var cells = new Dictionary<(string Column, bool IsOutput), HeatCell?[]>();
        foreach (var moment in moments)
        {
            if (!places.TryGetValue(moment.From, out var place))
                continue;
            foreach (var column in moment.Columns)
            {
                if (!cells.TryGetValue((column.Column, column.IsOutput), out var row))
                    cells.Add((column.Column, column.IsOutput), row = new HeatCell?[buckets.Count]);
                row[place] = Worse(row[place], new HeatCell(column, moment.Version, moment.WindowCount));
            }
        }
        var rows = cells.Select(row => new HeatRow(row.Key.Column, row.Key.IsOutput, row.Value)).ToList();
        var ordered = question.ShowsQuality
            ? rows.OrderByDescending(row => row.TopQuality).ThenByDescending(row => row.DriftedCount)
            : rows.OrderByDescending(row => row.DriftedCount).ThenByDescending(row => row.TopEffect);
        return new HeatGrid(buckets, [.. ordered.ThenBy(row => row.Column, StringComparer.Ordinal).Skip((question.Page - 1) * PageSize).Take(PageSize)], rows.Count, isCut);
    }

    /// <summary>Those of the clock from the first to the last that have something; of windows, those that there are.</summary>
    private static List<DateTimeOffset> BucketsOf(IReadOnlyList<DriftMoment> moments, DriftGrain grain)
    {
        if (grain == DriftGrain.Window || moments.Count == 0)
            return [.. moments.Select(moment => moment.From).Distinct().Order()];
        var step = grain == DriftGrain.Hour ? WindowGrain.Hour.Length() : WindowGrain.Day.Length();
        List<DateTimeOffset> buckets = [];
        for (var at = moments[0].From; at <= moments[^1].From; at += step)
            buckets.Add(at);
        return buckets;
    }

    private static HeatCell Worse(HeatCell? one, HeatCell other)
    {
        if (one is null)
            return other;
        var worse = (other.Moment.DriftedCount > 0, other.Moment.Effect ?? -1).CompareTo((one.Moment.DriftedCount > 0, one.Moment.Effect ?? -1)) > 0 ? other : one;
        return worse with { WindowCount = one.WindowCount + other.WindowCount };
    }
}
