namespace Saker.Data.Privacy.Anonymity;

/// <summary>From declared settings to a <see cref="Hierarchy"/>: one of the keys <c>interval</c>, <c>date</c>, <c>prefix</c> and <c>taxonomy</c>.</summary>
internal static class HierarchyReader
{
    private const int MaxDepth = 10;

    public static Hierarchy Read(Settings settings)
    {
        string[] given = [.. new[] { "interval", "date", "prefix", "taxonomy" }.Where(settings.Has)];
        if (given.Length != 1)
            settings.Report("", "one of these must say how to write values more coarsely: interval (widths), date (day, month, quarter, year, decade), prefix (characters kept), taxonomy (groups).");
        return given.FirstOrDefault() switch
        {
            "interval" => ReadIntervals(settings),
            "date" => ReadDates(settings),
            "prefix" => ReadPrefixes(settings),
            "taxonomy" => ReadTaxonomy(settings),
            _ => new SuppressionHierarchy(),
        };
    }

    private static Hierarchy ReadIntervals(Settings settings)
    {
        var widths = settings.Numbers("interval");
        for (var i = 0; i < widths.Count; i++)
        {
            var ratio = i == 0 ? 1 : widths[i] / widths[i - 1];
            if (!(widths[i] > 0) || double.IsInfinity(widths[i]) || ratio < 1 || Math.Abs(ratio - Math.Round(ratio)) > 1e-9)
            {
                settings.Report("interval", "every width must be above 0 and a multiple of the one before, such as [5, 10, 20], so that intervals lie within intervals.");
                return new SuppressionHierarchy();
            }
        }
        return new IntervalHierarchy(widths);
    }

    private static Hierarchy ReadDates(Settings settings)
    {
        var parts = settings.Texts("date");
        int[] order = [.. parts.Select(part => Array.IndexOf(DateHierarchy.Parts, part))];
        if (order.Length > 0 && order[0] >= 0 && order.Zip(order.Skip(1)).All(pair => pair.First < pair.Second))
            return new DateHierarchy(parts);
        settings.Report("date", $"these must be some of {string.Join(", ", DateHierarchy.Parts)}, in this order.");
        return new SuppressionHierarchy();
    }

    private static Hierarchy ReadPrefixes(Settings settings)
    {
        var lengths = settings.Numbers("prefix");
        if (lengths.Count > 0 && lengths.All(length => length >= 0 && length == Math.Floor(length) && length <= 10_000) && lengths.Zip(lengths.Skip(1)).All(pair => pair.First > pair.Second))
            return new PrefixHierarchy([.. lengths.Select(length => (int)length)]);
        settings.Report("prefix", "these must be whole numbers of characters that stay, each less than the one before, such as [4, 3, 2].");
        return new SuppressionHierarchy();
    }

    private static Hierarchy ReadTaxonomy(Settings settings)
    {
        var paths = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (settings.Value("taxonomy") is not IReadOnlyDictionary<string, object?> tree)
            settings.Report("taxonomy", "a mapping of groups to their values, or to smaller groups, is needed here.");
        else
            Walk(settings, tree, [], paths);
        var depths = paths.Values.Select(path => path.Length).Distinct().ToArray();
        if (depths.Length == 1)
            return new TaxonomyHierarchy(paths, depths[0]);
        if (depths.Length > 1)
            settings.Report("taxonomy", "all values must be equally deep: put those that are less deep into a group of their own.");
        return new SuppressionHierarchy();
    }

    private static void Walk(Settings settings, IReadOnlyDictionary<string, object?> tree, string[] above, Dictionary<string, string[]> paths)
    {
        foreach (var (name, content) in tree)
        {
            string[] path = [name, .. above];
            if (content is IReadOnlyDictionary<string, object?> inner && path.Length < MaxDepth)
            {
                Walk(settings, inner, path, paths);
                continue;
            }
            foreach (var leaf in content as IReadOnlyList<object?> ?? [content])
                if (CellText.Of(leaf) is not { } value || leaf is System.Collections.IEnumerable and not string)
                    settings.Report("taxonomy", $"the group '{name}' must hold a list of values.");
                else if (!paths.TryAdd(value, path))
                    settings.Report("taxonomy", $"'{value}' is in two groups.");
        }
    }
}
