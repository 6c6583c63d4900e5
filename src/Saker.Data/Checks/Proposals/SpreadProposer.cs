namespace Saker.Data.Checks.Proposals;

/// <summary>Where the bulk of numbers lies: the median, a low and a high quantile. Of times and lengths of texts: how many may lie beyond them.</summary>
/// <remarks>
/// The room of each is a share of the rows, sampling error and drift, so that no outlier and no unit matters: the 90 % quantile of a batch lies
/// between the 87 % and the 93 % quantile of the data, say. Where a quantile moves too much, the far end of the tail may still stand.
/// </remarks>
internal sealed class SpreadProposer : IColumnProposer
{
    private const int FewestValues = 30;
    private const double LoosestRoom = 0.13;
    private const double Tail = 0.02;

    /// <summary>In fewer values the tail is a handful, whose share nothing is known of.</summary>
    private const int FewestForTails = 200;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (column.Count < FewestValues || column.Type == ColumnType.Boolean || column.IsCategory || column.IsTrending || column.IsWandering)
            return [];
        var ranked = new Ranked(column.Measures);
        if (ranked.Min.Equals(ranked.Max))
            return [];
        IEnumerable<CheckDraft?> drafts = column.IsNumber
            ? [.. Low(column, ranked, tolerances), Quantile(column, ranked, 0.5, tolerances), .. High(column, ranked, tolerances)]
            : [AtLeast(column, ranked, 0.1, tolerances), AtLeast(column, ranked, 0.5, tolerances), AtMost(column, ranked, 0.5, tolerances), AtMost(column, ranked, 0.9, tolerances)];
        return drafts.OfType<CheckDraft>();
    }

    /// <summary>The quantile, and a share for the side on which its room leaves no bound.</summary>
    private static IEnumerable<CheckDraft?> Low(SampleColumn column, Ranked ranked, Tolerances tolerances)
    {
        var quantile = Quantile(column, ranked, 0.1, tolerances);
        return quantile is not null && quantile.Keys.Any(pair => pair.Key == "min") ? [quantile] : [quantile, AtLeast(column, ranked, 0.1, tolerances) ?? AtLeast(column, ranked, Tail, tolerances)];
    }

    private static IEnumerable<CheckDraft?> High(SampleColumn column, Ranked ranked, Tolerances tolerances)
    {
        var quantile = Quantile(column, ranked, 0.9, tolerances);
        return quantile is not null && quantile.Keys.Any(pair => pair.Key == "max") ? [quantile] : [quantile, AtMost(column, ranked, 0.9, tolerances) ?? AtMost(column, ranked, 1 - Tail, tolerances)];
    }

    private static CheckDraft? Quantile(SampleColumn column, Ranked ranked, double share, Tolerances tolerances)
    {
        var values = column.Measures;
        var drift = 0.0;
        foreach (var (before, after) in Walk.Pairs(values.Length))
        {
            var moved = new Ranked(before.Of(values)).RankDistance(new Ranked(after.Of(values)).Quantile(share), share);
            drift = Math.Max(drift, moved - (2 * Math.Sqrt(share * (1 - share) * ((1.0 / before.Count) + (1.0 / after.Count)))));
        }
        var middle = ranked.Quantile(share);
        var room = tolerances.OfShare(share, column.PresentShare, drift, Walk.Inflation([.. values.Select(value => value <= middle ? 1.0 : 0)]));
        if (room > LoosestRoom * tolerances.Factor)
            return null;
        double? low = share > room ? ranked.Quantile(share - room) : null, high = share + room < 1 ? ranked.Quantile(share + room) : null;
        var (hasLow, hasHigh) = (low > ranked.Min, high < ranked.Max);
        if (!hasLow && !hasHigh)
            return null;
        List<(string, object)> keys = [("quantile", share)];
        if (hasLow)
            keys.Add(("min", low!.Value));
        if (hasHigh)
            keys.Add(("max", high!.Value));
        return new CheckDraft("quantile", column.Name, $"it is {Numbers.Show(ranked.Quantile(share))}", keys);
    }

    /// <summary>Most values are at or above the quantile.</summary>
    private static CheckDraft? AtLeast(SampleColumn column, Ranked ranked, double share, Tolerances tolerances)
    {
        if (share == Tail && ranked.Count < FewestForTails)
            return null;
        var bound = ranked.Quantile(share);
        var below = (double)ranked.Below(bound) / ranked.Count;
        if (below < Tail / 2 || Mostly(column, value => value < bound, below, tolerances) is not { } mostly)
            return null;
        return RangeProposer.Draft(column, bound, null, mostly, $"{Numbers.Percent(1 - below)} are at or above it");
    }

    /// <summary>Most values are at or below the quantile.</summary>
    private static CheckDraft? AtMost(SampleColumn column, Ranked ranked, double share, Tolerances tolerances)
    {
        if (share == 1 - Tail && ranked.Count < FewestForTails)
            return null;
        // A day as an upper bound takes in all of its moments.
        var bound = column.IsTime ? RangeProposer.EndOfDay(ranked.Quantile(share)) : ranked.Quantile(share);
        var above = 1 - ((double)ranked.UpTo(bound) / ranked.Count);
        if (above < Tail / 2 || Mostly(column, value => value > bound, above, tolerances) is not { } mostly)
            return null;
        return RangeProposer.Draft(column, null, bound, mostly, $"{Numbers.Percent(1 - above)} are at or below it");
    }

    /// <summary>The share of values that must be right; null when it moves too much to tell a change from its own unrest.</summary>
    private static double? Mostly(SampleColumn column, Func<double, bool> isOutside, double outside, Tolerances tolerances)
    {
        var values = column.Measures;
        var deviation = Math.Sqrt(outside * (1 - outside));
        var drift = Walk.Drift(values.Length, slice => Share(slice.Of(values), isOutside), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        var room = tolerances.OfShare(outside, column.PresentShare, drift, Walk.Inflation([.. values.Select(value => isOutside(value) ? 1.0 : 0)]));
        return room > LoosestRoom * tolerances.Factor ? null : Math.Floor((1 - outside - room) * 1000) / 1000;
    }

    private static double Share(ReadOnlySpan<double> values, Func<double, bool> isOutside)
    {
        var count = 0;
        foreach (var value in values)
            count += isOutside(value) ? 1 : 0;
        return (double)count / values.Length;
    }
}
