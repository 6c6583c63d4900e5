namespace Saker.Data.Checks.Proposals;

/// <summary>Whether values may be missing, and how many.</summary>
internal sealed class PresenceProposer : IColumnProposer
{
    /// <summary>A bound above this share of what is there now would let a fifth of it vanish.</summary>
    private const double LoosestGain = 0.18;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        var missing = column.RowCount - column.Count;
        if (column.Count == 0)
            yield break;
        if (missing == 0)
        {
            yield return new CheckDraft("not_null", column.Name, FormattableString.Invariant($"none of {column.RowCount} is missing"));
            yield break;
        }
        var flags = new bool[column.RowCount];
        Array.Fill(flags, true);
        foreach (var row in column.Rows)
            flags[row] = false;
        var share = (double)missing / column.RowCount;
        var deviation = Math.Sqrt(share * (1 - share));
        var drift = Walk.Drift(flags.Length, slice => Share(slice.Of(flags)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        var max = Math.Min(Numbers.Up(share + tolerances.OfShare(share, 1, drift), share), 1);
        if (max < 1 && max - share < LoosestGain * (1 - share))
            yield return new CheckDraft("null_share", column.Name, $"{missing} of {column.RowCount} are missing, {Numbers.Percent(share)}", ("max", max));
    }

    private static double Share(ReadOnlySpan<bool> flags) => (double)flags.Count(true) / flags.Length;
}
