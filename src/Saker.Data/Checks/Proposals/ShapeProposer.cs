namespace Saker.Data.Checks.Proposals;

/// <summary>A pattern for texts that are built alike: codes, numbers of documents, times as texts, addresses.</summary>
/// <remarks>Tried from fine to coarse; the first at which few shapes cover nearly all texts, and later rows brought hardly any other, is taken.</remarks>
internal sealed class ShapeProposer : IColumnProposer
{
    private const int FewestValues = 20;
    private const int MaxShapes = 6;
    private const int MaxRuns = 24;
    private const int CoarsestLevel = 2;
    private const int FewestOfShape = 20;
    private const double LeastMostly = 0.9;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        // Of a category the set itself says more.
        if (!column.IsText || column.IsCategory || column.Count < FewestValues)
            return [];
        for (var coarseness = 0; coarseness <= CoarsestLevel; coarseness++)
        {
            if (Propose(column, coarseness, tolerances) is { } draft)
                return [draft];
        }
        return [];
    }

    private static CheckDraft? Propose(SampleColumn column, int coarseness, Tolerances tolerances)
    {
        var shapes = new Dictionary<string, TextShape>(StringComparer.Ordinal);
        var keys = new string[column.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var shape = TextShape.Of(column.Texts[i], coarseness, MaxRuns);
            keys[i] = shape?.Key ?? "";
            if (shape is null)
                continue;
            if (shapes.TryGetValue(shape.Key, out var known))
                known.Add(shape);
            else
                shapes[shape.Key] = shape;
        }
        var taken = shapes.Values.OrderByDescending(shape => shape.Count).ThenBy(shape => shape.Key, StringComparer.Ordinal).Take(MaxShapes).Where(shape => shape.Count >= column.Count / 500).ToArray();
        var covered = taken.Select(shape => shape.Key).ToHashSet(StringComparer.Ordinal);
        var outside = (double)keys.Count(key => !covered.Contains(key)) / keys.Length;
        if (taken.Length == 0 || 1 - outside < LeastMostly)
            return null;
        var brought = Walk.Growing(keys.Length).Select(pair => Brought(pair.Before, pair.After, keys)).DefaultIfEmpty(0).Max();
        var mostly = outside == 0 && brought == 0 ? tolerances.Nearly(column.Count) : Math.Floor((1 - Math.Max(outside, 2 * brought) - tolerances.OfShare(outside, column.PresentShare, 0)) * 1000) / 1000;
        if (mostly < LeastMostly - 0.05)
            return null;
        var patterns = taken.Select(shape => shape.Pattern(FewestOfShape));
        var pattern = taken.Length == 1 ? patterns.First() : string.Join('|', patterns);
        List<(string, object)> written = [("pattern", pattern)];
        if (mostly < 1)
            written.Add(("mostly", mostly));
        return new CheckDraft("matches", column.Name, $"{Numbers.Percent(1 - outside)} of {column.Count} texts are built so", written);
    }

    /// <summary>The share of later texts whose shape was not there before.</summary>
    private static double Brought(Slice before, Slice after, string[] keys)
    {
        var known = new HashSet<string>(before.Of(keys).ToArray(), StringComparer.Ordinal);
        return (double)after.Of(keys).ToArray().Count(key => !known.Contains(key)) / after.Count;
    }
}
