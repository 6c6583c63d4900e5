namespace Saker.Data.Checks.Proposals;

/// <summary>How often a value is the same as the one before: rows that are sorted or grouped by a column.</summary>
internal sealed class RepeatProposer : IColumnProposer
{
    private const int FewestValues = 24;
    private const double LeastShare = 0.5;
    private const double LoosestRoom = 0.3;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (column.Count < FewestValues)
            yield break;
        var repeats = new double[column.Count - 1];
        for (var i = 0; i < repeats.Length; i++)
            repeats[i] = column.Step(i + 1) == 0 ? 1 : 0;
        var share = Numbers.Mean(repeats);
        if (share is < LeastShare or 1 || share < Expected(column) + ((1 - Expected(column)) / 4))
            yield break;
        var deviation = Math.Sqrt(share * (1 - share));
        var drift = Walk.Drift(repeats.Length, slice => Numbers.Mean(slice.Of(repeats)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        var room = tolerances.OfShare(share, column.PresentShare, drift);
        if (room > LoosestRoom * share * tolerances.Factor)
            yield break;
        yield return new CheckDraft("repeats", column.Name, $"{Numbers.Percent(share)} of the values are that of the row before", ("mostly", Math.Floor((share - room) * 1000) / 1000));
    }

    /// <summary>How often it would be so if the rows had no order.</summary>
    private static double Expected(SampleColumn column) =>
        column.Counts is { } counts ? counts.Values.Sum(count => Math.Pow((double)count / column.Count, 2)) : 0;
}
