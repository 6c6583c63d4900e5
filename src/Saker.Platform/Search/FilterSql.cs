namespace Saker.Platform.Search;

/// <summary>
/// Writes a filter's tree as a condition in SQL that every database runs. Keys and values are parameters. What a caller lacks
/// matches nothing: the condition asks for a row that is there and compares as wanted.
/// </summary>
internal sealed class FilterSql(FilterTarget target, SqlParameters parameters)
{
    private const string True = "'true'";

    private bool _namesHidingTag;

    /// <param name="filter">The tree; null for no condition.</param>
    /// <param name="target">What is searched.</param>
    /// <param name="parameters">Takes the values.</param>
    /// <returns>The condition; null for none.</returns>
    public static string? Compile(FilterNode? filter, FilterTarget target, SqlParameters parameters)
    {
        var sql = new FilterSql(target, parameters);
        var condition = filter is null ? null : sql.Node(filter);
        if (target.HidingTag is not { } tag || sql._namesHidingTag)
            return condition;
        var hidden = sql.Exists(sql.Tags, tag, value => $"{value} = {True}");
        return condition is null ? $"NOT {hidden}" : $"{condition} AND NOT {hidden}";
    }

    private FilterEntries Tags => target.Entries.First(entries => entries.Names.Contains("tag"));

    private string Node(FilterNode node) => node switch
    {
        FilterAll all => $"({string.Join(" AND ", all.Parts.Select(Node))})",
        FilterAny any => $"({string.Join(" OR ", any.Parts.Select(Node))})",
        FilterComparison comparison => Comparison(comparison),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    private string Comparison(FilterComparison comparison)
    {
        switch (comparison.Field)
        {
            case ColumnField field:
                return Compare(field.Column.Sql, comparison.Comparator, comparison.Values);
            case RelatedField field:
                return $"EXISTS (SELECT 1 FROM {field.Relation.From} AND {Compare(field.Column.Sql, comparison.Comparator, comparison.Values)})";
            case EntryField field:
                // What lacks the tag that hides is as if it were not 'true'.
                var isHidingTag = field.Key == target.HidingTag && ReferenceEquals(field.Entries, Tags);
                _namesHidingTag |= isHidingTag;
                return isHidingTag && comparison.Comparator is FilterComparator.NotEqual or FilterComparator.NotIn or FilterComparator.NotLike or FilterComparator.NotILike
                    ? "NOT " + Exists(field.Entries, field.Key, value => Compare(value, comparison.Comparator.Negate(), comparison.Values))
                    : Exists(field.Entries, field.Key, value => Compare(value, comparison.Comparator, comparison.Values));
            default:
                throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null);
        }
    }

    private string Exists(FilterEntries entries, string key, Func<string, string> compare) =>
        $"EXISTS (SELECT 1 FROM {entries.Table} entry WHERE {entries.Joins("entry")} AND entry.key = {parameters.Add(key)}{(entries.Kind == FilterKind.Metric ? " AND entry.is_nan = 0" : "")} AND {compare("entry.value")})";

    private string Compare(string sql, FilterComparator comparator, IReadOnlyList<object> values) => comparator switch
    {
        FilterComparator.Equal => $"{sql} = {parameters.Add(values[0])}",
        FilterComparator.NotEqual => $"{sql} <> {parameters.Add(values[0])}",
        FilterComparator.Greater => $"{sql} > {parameters.Add(values[0])}",
        FilterComparator.GreaterOrEqual => $"{sql} >= {parameters.Add(values[0])}",
        FilterComparator.Less => $"{sql} < {parameters.Add(values[0])}",
        FilterComparator.LessOrEqual => $"{sql} <= {parameters.Add(values[0])}",
        FilterComparator.Like => $"{sql} LIKE {Pattern(values)}",
        FilterComparator.NotLike => $"{sql} NOT LIKE {Pattern(values)}",
        FilterComparator.ILike => $"lower({sql}) LIKE {Pattern(values, isLower: true)}",
        FilterComparator.NotILike => $"lower({sql}) NOT LIKE {Pattern(values, isLower: true)}",
        FilterComparator.In => $"{sql} IN ({string.Join(", ", values.Select(parameters.Add))})",
        _ => $"{sql} NOT IN ({string.Join(", ", values.Select(parameters.Add))})",
    };

    private string Pattern(IReadOnlyList<object> values, bool isLower = false)
    {
        // The databases fold ASCII's letters in what they keep, and only those; folded here, the pattern does not depend on how they fold it.
        var pattern = EscapedPattern((string)values[0]);
        return parameters.Add(isLower ? FoldedAscii(pattern) : pattern) + @" ESCAPE '\'";
    }

    /// <summary>A to Z as a to z, as the databases fold what they keep.</summary>
    public static string FoldedAscii(string text) => string.Create(text.Length, text, static (folded, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            folded[i] = char.IsAsciiLetterUpper(from[i]) ? char.ToLowerInvariant(from[i]) : from[i];
    });

    /// <summary>A backslash before %, _ or another makes it stand for itself; any other backslash does so without.</summary>
    public static string EscapedPattern(string pattern)
    {
        if (!pattern.Contains('\\', StringComparison.Ordinal))
            return pattern;
        var escaped = new System.Text.StringBuilder(pattern.Length + 8);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '\\')
                escaped.Append(pattern[i]);
            else if (i + 1 < pattern.Length && pattern[i + 1] is '%' or '_' or '\\')
                escaped.Append('\\').Append(pattern[++i]);
            else
                escaped.Append(@"\\");
        }
        return escaped.ToString();
    }
}
