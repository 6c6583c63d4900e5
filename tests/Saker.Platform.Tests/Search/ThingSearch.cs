using System.Text.RegularExpressions;
using Saker.Platform.Search;

namespace Saker.Platform.Tests.Search;

/// <summary>What a search should find, worked out in memory from the filter's tree.</summary>
internal static class ThingSearch
{
    public static IReadOnlyList<string> Run(IEnumerable<Thing> things, string filter, string order)
    {
        var tree = FilterParser.Parse(Things.Target, filter);
        var terms = OrderParser.Parse(Things.Target, order.Length == 0 ? [] : [order]);
        var found = things.Where(thing => tree is null || Holds(tree, thing)).ToList();
        found.Sort((one, other) => terms.Select(term => Compare(term, one, other)).FirstOrDefault(comparison => comparison != 0));
        return [.. found.Select(thing => thing.Id)];
    }

    private static bool Holds(FilterNode node, Thing thing) => node switch
    {
        FilterAll all => all.Parts.All(part => Holds(part, thing)),
        FilterAny any => any.Parts.Any(part => Holds(part, thing)),
        FilterComparison comparison => Values(comparison.Field, thing).Any(value => value is not double.NaN && Holds(comparison, value)),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static IEnumerable<object> Values(FilterField field, Thing thing)
    {
        object? value = field switch
        {
            ColumnField { Column.Name: "id" } => thing.Id,
            ColumnField { Column.Name: "name" } => thing.Name,
            ColumnField { Column.Name: "note" } => thing.Note,
            ColumnField => thing.Size,
            EntryField { Kind: FilterKind.Text } entry => thing.Tags.GetValueOrDefault(entry.Key),
            EntryField entry => thing.Metrics.TryGetValue(entry.Key, out var number) ? number : null,
            _ => null,
        };
        return field is RelatedField ? thing.Parts : value is null ? [] : [value];
    }

    private static bool Holds(FilterComparison comparison, object value) => comparison.Comparator switch
    {
        FilterComparator.Equal or FilterComparator.In => comparison.Values.Any(other => Compare(value, other) == 0),
        FilterComparator.NotEqual or FilterComparator.NotIn => comparison.Values.All(other => Compare(value, other) != 0),
        FilterComparator.Greater => Compare(value, comparison.Values[0]) > 0,
        FilterComparator.GreaterOrEqual => Compare(value, comparison.Values[0]) >= 0,
        FilterComparator.Less => Compare(value, comparison.Values[0]) < 0,
        FilterComparator.LessOrEqual => Compare(value, comparison.Values[0]) <= 0,
        FilterComparator.Like => IsLike((string)value, (string)comparison.Values[0]),
        FilterComparator.NotLike => !IsLike((string)value, (string)comparison.Values[0]),
        FilterComparator.ILike => IsLike(Lower((string)value), Lower((string)comparison.Values[0])),
        _ => !IsLike(Lower((string)value), Lower((string)comparison.Values[0])),
    };

    private static int Compare(OrderTerm term, Thing one, Thing other)
    {
        object? first = Values(term.Field, one).FirstOrDefault(), second = Values(term.Field, other).FirstOrDefault();
        var byClass = Class(first).CompareTo(Class(second));
        return byClass != 0 ? byClass : Class(first) > 0 ? 0 : term.IsDescending ? -Compare(first!, second!) : Compare(first!, second!);
    }

    private static int Class(object? value) => value switch { null => 2, double.NaN => 1, _ => 0 };

    private static int Compare(object one, object other) => one is string text ? string.CompareOrdinal(text, (string)other) : Convert.ToDouble(one).CompareTo(Convert.ToDouble(other));

    private static bool IsLike(string text, string pattern)
    {
        var expression = Regex.Replace(pattern, @"\\[%_\\]|%|_|.", match => match.Value switch { "%" => ".*", "_" => ".", [_, var escaped] => Regex.Escape($"{escaped}"), var other => Regex.Escape(other) });
        return Regex.IsMatch(text, $@"\A{expression}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}
