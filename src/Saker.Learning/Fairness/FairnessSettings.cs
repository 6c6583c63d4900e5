using Saker.Data;
using Saker.Learning.Preparation;

namespace Saker.Learning.Fairness;

/// <summary>
/// Reads <c>fairness:</c>. <c>protected</c> is a list of columns, of <c>{column: age, over: 25}</c> or <c>{column: age, edges: [25, 45]}</c>, and of
/// <c>{columns: [sex, race]}</c>, each with <c>privileged</c>; <c>limits</c> gives a measure one number or <c>[low, high]</c>.
/// </summary>
public static class FairnessSettings
{
    /// <summary>What is wrong goes to the problems of the settings.</summary>
    public static FairnessPlan Read(Settings settings)
    {
        var attributes = ReadProtected(settings, "protected");
        if (attributes.Count == 0)
            settings.Report("protected", "name at least one protected attribute, such as 'protected: [sex, {column: age, over: 25}]'.");
        var plan = new FairnessPlan
        {
            Protected = attributes,
            Favourable = settings.OptionalText("favourable"),
            Limits = ReadLimits(settings.Section("limits")),
            Intersections = settings.Choice("intersections", "pairs", "pairs", "all", "none") switch
            {
                "all" => Intersections.All,
                "none" => Intersections.None,
                _ => Intersections.Pairs,
            },
            LimitsOnIntersections = settings.Flag("limits_on_intersections", false),
            MinGroupSize = settings.Integer("min_group", FairnessPlan.DefaultMinGroupSize, 1, 1_000_000),
            MaxGroups = settings.Integer("max_groups", FairnessPlan.DefaultMaxGroups, 2, 1_000),
            Level = settings.Number("level", Scores.Interval.DefaultLevel, 0.5, 0.9999),
        };
        settings.RejectUnknown();
        return plan;
    }

    /// <summary>A list of protected attributes, or one alone.</summary>
    public static IReadOnlyList<ProtectedAttribute> ReadProtected(Settings settings, string key)
    {
        var value = settings.Value(key);
        var items = value as IReadOnlyList<object?> ?? (value is null ? [] : [value]);
        var attributes = new List<ProtectedAttribute>();
        for (var i = 0; i < items.Count; i++)
        {
            if (ReadAttribute(settings, items[i], $"{key}[{i}]") is not { } attribute)
                continue;
            if (attributes.Any(known => known.Columns.SequenceEqual(attribute.Columns)))
                settings.Report($"{key}[{i}]", $"'{attribute.Name}' is there already.");
            else
                attributes.Add(attribute);
        }
        return attributes;
    }

    /// <summary>An attribute as plain values that read back the same.</summary>
    public static IReadOnlyDictionary<string, object?> Write(ProtectedAttribute attribute)
    {
        var columns = attribute.Columns.Select(Write).ToList();
        var values = columns.Count == 1 ? columns[0] : new Dictionary<string, object?>(StringComparer.Ordinal) { ["columns"] = columns.Cast<object?>().ToList() };
        if (attribute.Privileged is { } privileged)
            values["privileged"] = privileged;
        return values;
    }

    private static Dictionary<string, object?> Write(ProtectedColumn column)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["column"] = column.Column };
        if (column.Over is { } over)
            values["over"] = over;
        if (column.Edges.Count > 0)
            values["edges"] = column.Edges.Select(edge => (object?)edge).ToList();
        return values;
    }

    private static ProtectedAttribute? ReadAttribute(Settings settings, object? item, string place)
    {
        if (item is string { Length: > 0 } name)
            return ProtectedAttribute.Of(name);
        if (item is not IReadOnlyDictionary<string, object?> values)
        {
            settings.Report(place, "a column, or a mapping with 'column' or 'columns', is needed here.");
            return null;
        }
        var inner = new Settings(values, settings.PlaceOf(place), settings.Problems);
        var columns = inner.Has("columns") ? ReadColumns(inner) : ReadColumn(inner) is { } single ? [single] : [];
        var attribute = new ProtectedAttribute { Columns = columns, Privileged = inner.OptionalText("privileged") };
        inner.RejectUnknown();
        return columns.Count == 0 ? null : attribute;
    }

    private static List<ProtectedColumn> ReadColumns(Settings inner)
    {
        var columns = new List<ProtectedColumn>();
        var items = inner.Value("columns") as IReadOnlyList<object?> ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            var place = $"columns[{i}]";
            if (items[i] is string { Length: > 0 } name)
                columns.Add(new ProtectedColumn { Column = name });
            else if (items[i] is IReadOnlyDictionary<string, object?> values)
            {
                var part = new Settings(values, inner.PlaceOf(place), inner.Problems);
                if (ReadColumn(part) is { } column)
                    columns.Add(column);
                part.RejectUnknown();
            }
            else
                inner.Report(place, "a column is needed here.");
        }
        if (columns.Count < 2)
            inner.Report("columns", "an intersection needs at least two columns; one alone is written as 'column'.");
        return columns;
    }

    private static ProtectedColumn? ReadColumn(Settings inner)
    {
        var column = inner.Text("column");
        var over = inner.OptionalNumber("over");
        var edges = inner.Numbers("edges");
        if (over is not null && edges.Count > 0)
            inner.Report("over", "give either 'over' or 'edges', not both.");
        if (edges.Zip(edges.Skip(1)).Any(pair => pair.First >= pair.Second))
            inner.Report("edges", "the edges must ascend.");
        return column.Length == 0 ? null : new ProtectedColumn { Column = column, Over = over, Edges = edges };
    }

    private static Dictionary<string, FairnessLimit> ReadLimits(Settings settings)
    {
        var limits = new Dictionary<string, FairnessLimit>(StringComparer.Ordinal);
        foreach (var name in settings.Keys())
        {
            if (!MeasureName.All.Contains(name))
            {
                settings.Report(name, $"this is no measure of fairness.{NearNames.Advise(name, MeasureName.All)}");
                continue;
            }
            var numbers = settings.Numbers(name);
            if (numbers.Count == 1 && numbers[0] > 0)
                limits[name] = MeasureName.LimitOf(name, numbers[0]);
            else if (numbers.Count == 2 && numbers[0] <= numbers[1])
                limits[name] = new FairnessLimit(numbers[0], numbers[1]);
            else
                settings.Report(name, "give one number above 0 (how far from even it may be), or [low, high].");
        }
        return limits;
    }
}
