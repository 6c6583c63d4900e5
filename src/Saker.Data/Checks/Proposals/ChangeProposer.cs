namespace Saker.Data.Checks.Proposals;

/// <summary>How far a number moves from row to row, for columns in which neighbours are alike; what is out of place then shows, wherever the level has gone.</summary>
internal sealed class ChangeProposer : IColumnProposer
{
    private const int FewestValues = 24;

    /// <summary>Neighbours are alike when steps are as a rule smaller than so many standard deviations of the column.</summary>
    private const double Loosest = 1.6;

    private const double Widening = 1.5;
    private const double LeastShare = 0.75;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        var values = column.Numbers;
        if (!column.IsNumber || column.IsCategory || values.Length < FewestValues)
            yield break;
        var steps = Steps(values, relative: false);
        var ranked = new Ranked(steps);
        if (ranked.Max == 0)
            yield break;
        var draft = Draft(column, steps, relative: false, Loosest * Numbers.Deviation(values), tolerances);
        if (draft is null && values.All(value => value > 0))
            draft = Draft(column, Steps(values, relative: true), relative: true, Numbers.Deviation(values) / new Ranked(values).Quantile(0.5), tolerances);
        if (draft is not null)
            yield return draft;
    }

    private static CheckDraft? Draft(SampleColumn column, double[] steps, bool relative, double loosest, Tolerances tolerances)
    {
        var ranked = new Ranked(steps);
        var max = ranked.Quantile(0.95) * Widening * tolerances.Factor;
        // Where steps are mostly none, one that is seen counts.
        if (max == 0)
            max = ranked.Max * 0.1;
        max = column.Type is ColumnType.Int32 or ColumnType.Int64 && !relative ? Math.Ceiling(max) : Numbers.Up(max, max);
        var beyond = 0.0;
        foreach (var (before, after) in Walk.Pairs(steps.Length))
            beyond = Math.Max(beyond, Share(after.Of(steps), new Ranked(before.Of(steps)).Quantile(0.95) * Widening));
        var outside = Share(steps, max);
        var room = tolerances.OfShare(outside, column.PresentShare, 0);
        var mostly = Math.Floor((1 - Math.Max(outside, beyond) - Math.Max(room, 0.02)) * 100) / 100;
        if (mostly < LeastShare || max > loosest)
            return null;
        List<(string, object)> keys = [("max", max)];
        if (relative)
            keys.Add(("relative", true));
        keys.Add(("mostly", mostly));
        return new CheckDraft("change", column.Name, $"{Numbers.Percent(1 - outside)} of the steps from row to row are smaller", keys);
    }

    private static double[] Steps(double[] values, bool relative)
    {
        var steps = new double[values.Length - 1];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = Math.Abs(values[i + 1] - values[i]) / (relative ? Math.Abs(values[i]) : 1);
        return steps;
    }

    private static double Share(ReadOnlySpan<double> steps, double max)
    {
        var count = 0;
        foreach (var step in steps)
            count += step > max ? 1 : 0;
        return (double)count / steps.Length;
    }
}
