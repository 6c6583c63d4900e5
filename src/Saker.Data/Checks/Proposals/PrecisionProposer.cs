using System.Globalization;

namespace Saker.Data.Checks.Proposals;

/// <summary>How many decimal places real numbers are written with: at most so many, and hardly ever as few as numbers have that were cut.</summary>
/// <remarks>Prices in whole cents that were converted, or moved by some mean, have more places; readings whose digits were lost have fewer.</remarks>
internal sealed class PrecisionProposer : IColumnProposer
{
    private const int FewestValues = 30;
    private const int MaxPlaces = 8;
    private const double Rare = 0.1;
    private const double LoosestRoom = 0.12;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (column.Type != ColumnType.Float64 || column.IsCategory || column.Count < FewestValues)
            yield break;
        var held = Enumerable.Range(0, MaxPlaces + 1).Select(places => Held(column, places)).ToArray();
        var all = Array.FindIndex(held, flags => flags.All(flag => flag == 1));
        if (all >= 0)
            yield return Draft(column, 1, all, "max", all, tolerances.Nearly(column.Count));
        var few = Array.FindLastIndex(held, flags => Numbers.Mean(flags) <= Rare);
        if (few < 0)
            yield break;
        var share = Numbers.Mean(held[few]);
        var room = Room(column, held[few], share, tolerances);
        if (room <= LoosestRoom * tolerances.Factor)
            yield return Draft(column, share, few, "min", few + 1, Math.Max(Numbers.Down(1 - share - room, room), 0));
    }

    private static double Room(SampleColumn column, double[] held, double share, Tolerances tolerances)
    {
        var deviation = Math.Sqrt(share * (1 - share));
        var drift = Walk.Drift(held.Length, slice => Numbers.Mean(slice.Of(held)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        return tolerances.OfShare(share, column.PresentShare, drift);
    }

    /// <summary>1 for each number with at most so many places.</summary>
    private static double[] Held(SampleColumn column, int places) => [.. column.Numbers.Select(number => Numbers.HasPlaces(number, places) ? 1.0 : 0)];

    private static CheckDraft Draft(SampleColumn column, double share, int places, string bound, int at, double mostly)
    {
        List<(string, object)> keys = [(bound, at)];
        if (mostly < 1)
            keys.Add(("mostly", mostly));
        return new CheckDraft(DecimalsCheck.Kind, column.Name, string.Create(CultureInfo.InvariantCulture, $"{Numbers.Percent(share)} of {column.Count} numbers have at most {places} decimal places"), keys);
    }
}
