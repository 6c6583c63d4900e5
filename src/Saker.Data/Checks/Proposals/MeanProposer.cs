namespace Saker.Data.Checks.Proposals;

/// <summary>The mean of numbers, and of the lengths of texts.</summary>
internal sealed class MeanProposer : IColumnProposer
{
    private const int FewestValues = 20;
    private const double LoosestRoom = 0.5;
    private const double Leverage = 0.4;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (column.Count < FewestValues || column.IsCategory || column.IsTrending || column.IsWandering || !(column.IsNumber || column.IsText))
            yield break;
        if (Bounds(column.Measures, column.PresentShare, tolerances) is not var (mean, room))
            yield break;
        if (column.IsText)
            yield return new CheckDraft("mean_length", column.Name, $"{Numbers.Show(mean)} characters on average", ("min", Math.Max(Numbers.Down(mean - room, room), 0)), ("max", Numbers.Up(mean + room, room)));
        else
            yield return new CheckDraft("mean", column.Name, $"the mean is {Numbers.Show(mean)}", ("min", Numbers.Down(mean - room, room)), ("max", Numbers.Up(mean + room, room)));
    }

    /// <summary>The mean and its room; null when there is no spread, or the mean moves too much.</summary>
    private static (double Mean, double Room)? Bounds(double[] values, double share, Tolerances tolerances)
    {
        var (mean, deviation) = (Numbers.Mean(values), Numbers.Deviation(values));
        if (!(deviation > 0) || !double.IsFinite(deviation))
            return null;
        // One value that moves the mean as much as sampling error does: the error that is estimated means nothing.
        var ranked = new Ranked(values);
        if (Math.Max(ranked.Max - mean, mean - ranked.Min) > Leverage * deviation * Math.Sqrt(values.Length))
            return null;
        var drift = Walk.Drift(values.Length, slice => Numbers.Mean(slice.Of(values)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        var room = tolerances.OfMean(deviation, share, drift, Walk.Inflation(values));
        return room > LoosestRoom * deviation * tolerances.Factor ? null : (mean, room);
    }
}
