using Saker.Data.Engine;

namespace Saker.Data.Checks.Proposals;

/// <summary>Columns of few different values: which they are, and how often the frequent ones occur.</summary>
/// <remarks>
/// A set is closed only when it is saturated: the share of rows whose value is the only one of its kind estimates the share of the next rows with a
/// value never seen (Good, "The population frequencies of species and the estimation of population parameters", 1953), and no part of
/// the data may have brought new values to those before it. Otherwise a share of other values stays allowed.
/// </remarks>
internal sealed class CategoryProposer : IColumnProposer
{
    private const int FewestOfRarest = 5;
    private const int MaxShares = 6;
    private const double LeastMostly = 0.85;
    private const double SmallestShare = 0.04;
    private const double LoosestRoom = 0.12;

    /// <summary>Zeros alone count something that has not come yet: it may come at any time and in bursts, but that a fifth of the rows has it would be another column.</summary>
    private const double ZeroMostly = 0.85;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (!column.IsCategory || column.Counts is not { } counts)
            yield break;
        if (column.Type != ColumnType.Boolean && Set(column, counts, tolerances) is { } set)
            yield return set;
        if (counts.Count == 1)
            yield break;
        string[] values = [.. Enumerable.Range(0, column.Count).Select(column.Show)];
        string[] frequent = [.. Ranked(counts).Take(MaxShares).Where(pair => pair.Value >= SmallestShare * column.Count && !pair.Key.Any(char.IsControl)).Select(pair => pair.Key)];
        foreach (var value in frequent)
        {
            if (Share(column, values, $"{SqlText.Name(column.Name)} = {Literal(column, value)}", other => other == value, tolerances) is { } share)
                yield return share;
        }
        // Together, as each alone is too rare to be told from chance.
        if (frequent.Length > 0 && frequent.Length < counts.Count
            && Share(column, values, $"{SqlText.Name(column.Name)} NOT IN ({string.Join(", ", frequent.Select(value => Literal(column, value)))})", value => !frequent.Contains(value, StringComparer.Ordinal), tolerances) is { } rest)
            yield return rest;
    }

    private static string Literal(SampleColumn column, string value) => column.IsText ? SqlText.Literal(value) : value;

    private static IOrderedEnumerable<KeyValuePair<string, int>> Ranked(IReadOnlyDictionary<string, int> counts) =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);

    private static CheckDraft? Set(SampleColumn column, IReadOnlyDictionary<string, int> counts, Tolerances tolerances)
    {
        var unseen = (double)counts.Values.Count(count => count == 1) / column.Count;
        var brought = column.NewValueShare;
        // With rare values there may be rarer ones.
        var isSaturated = brought == 0 && counts.Values.Min() >= Math.Max(FewestOfRarest, column.Count / 100);
        var mostly = IsOnlyZero(column, counts) ? ZeroMostly : isSaturated ? tolerances.Hardly(column.Count) : Math.Min(tolerances.Nearly(column.Count), Math.Floor((1 - (2 * Math.Max(brought, unseen)) - tolerances.OfShare(unseen, column.PresentShare, 0)) * 1000) / 1000);
        if (mostly < LeastMostly)
            return null;
        List<(string, object)> keys = [("values", Listed(column, counts))];
        if (mostly < 1)
            keys.Add(("mostly", mostly));
        return new CheckDraft("in_set", column.Name, $"{counts.Count} different values in {column.Count} rows", keys);
    }

    private static bool IsOnlyZero(SampleColumn column, IReadOnlyDictionary<string, int> counts) => column.IsNumber && counts.Count == 1 && column.Numbers[0] == 0;

    private static string[] Listed(SampleColumn column, IReadOnlyDictionary<string, int> counts) => column.IsNumber
        ? [.. counts.Keys.OrderBy(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))]
        : [.. counts.Keys.Order(StringComparer.Ordinal)];

    private static CheckDraft? Share(SampleColumn column, string[] values, string condition, Func<string, bool> isMeant, Tolerances tolerances)
    {
        double[] meant = [.. values.Select(value => isMeant(value) ? 1.0 : 0)];
        var share = Numbers.Mean(meant);
        var deviation = Math.Sqrt(share * (1 - share));
        var drift = Walk.Drift(meant.Length, slice => Numbers.Mean(slice.Of(meant)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
        var room = tolerances.OfShare(share, column.PresentShare, drift, Walk.Inflation(meant));
        if (room > LoosestRoom * tolerances.Factor)
            return null;
        var (min, max) = (Math.Max(Numbers.Down(share - room, room), 0), Math.Min(Numbers.Up(share + room, room), 1));
        return new CheckDraft("share", column.Name, $"{meant.Count(flag => flag > 0)} of {column.Count}, {Numbers.Percent(share)}", ("condition", condition), ("min", min), ("max", max)) { NamesColumn = false };
    }
}
