namespace Saker.Platform.Search;

/// <summary>Writes an order as the parts of a query. What is missing comes last in either direction, NaN just before it.</summary>
internal sealed class OrderSql(FilterTarget target, IReadOnlyList<OrderTerm> terms, SqlParameters parameters)
{
    private const int HasNumber = 0;
    private const int HasNaN = 1;
    private const int HasNone = 2;

    /// <param name="isWide">Whether many rows are in question: then an order by entries begins at their index, else at the rows.</param>
    public IReadOnlyList<SearchPhase> Phases(bool isWide)
    {
        if (isWide && terms[0].Field is EntryField { Entries.HasMany: false } first)
        {
            var key = parameters.Add(first.Key);
            return first.Kind == FilterKind.Metric
                ? [WithEntry(first, key, HasNumber), WithEntry(first, key, HasNaN), WithoutEntry(first, key)]
                : [WithEntry(first, key, HasNumber), WithoutEntry(first, key)];
        }
        var (joins, keys) = Rest(0);
        return [new SearchPhase { Class = HasNumber, From = target.From + joins, Where = [], Keys = keys }];
    }

    private SearchPhase WithEntry(EntryField field, string key, int which)
    {
        var (joins, keys) = Rest(1);
        var isMetric = field.Kind == FilterKind.Metric;
        // CROSS JOIN keeps SQLite from beginning at the other side.
        return new SearchPhase
        {
            Class = which,
            From = $"{field.Entries.Table} o CROSS JOIN {target.From}{joins}",
            Where = [field.Entries.Joins("o"), $"o.key = {key}", .. isMetric ? [$"o.is_nan = {which}"] : Array.Empty<string>()],
            Keys = [Constant(which), which == HasNumber ? new SortKey("o.value", field.Kind, terms[0].IsDescending) : Nothing(field.Kind), .. keys],
        };
    }

    private SearchPhase WithoutEntry(EntryField field, string key)
    {
        var (joins, keys) = Rest(1);
        return new SearchPhase
        {
            Class = HasNone,
            From = target.From + joins,
            Where = [$"NOT EXISTS (SELECT 1 FROM {field.Entries.Table} o WHERE {field.Entries.Joins("o")} AND o.key = {key})"],
            Keys = [Constant(HasNone), Nothing(field.Kind), .. keys],
        };
    }

    private (string Joins, IReadOnlyList<SortKey> Keys) Rest(int from)
    {
        var joins = "";
        List<SortKey> keys = [];
        for (var i = from; i < terms.Count; i++)
        {
            var term = terms[i];
            switch (term.Field)
            {
                case ColumnField { Column: var column }:
                    if (column.IsNullable)
                        keys.Add(new SortKey($"CASE WHEN {column.Sql} IS NULL THEN {HasNone} ELSE {HasNumber} END", FilterKind.Integer));
                    keys.Add(new SortKey(column.IsNullable ? $"COALESCE({column.Sql}, {Empty(column.Kind)})" : column.Sql, column.Kind, term.IsDescending));
                    break;
                case EntryField field:
                    var alias = $"o{i}";
                    joins += $" LEFT JOIN {Source(field.Entries)} {alias} ON {(field.Entries.HasMany ? field.Entries.BelongsBy(alias) : field.Entries.Joins(alias))} AND {alias}.key = {parameters.Add(field.Key)}";
                    keys.Add(new SortKey(ClassOf(field, alias), FilterKind.Integer));
                    keys.Add(new SortKey($"COALESCE({alias}.value, {Empty(field.Kind)})", field.Kind, term.IsDescending));
                    break;
                default:
                    throw new InvalidOperationException($"{term.Field} has no order.");
            }
        }
        return (joins, keys);
    }

    // Of several values the greatest counts; NaN when there is no other.
    private static string Source(FilterEntries entries)
    {
        if (!entries.HasMany)
            return entries.Table;
        var columns = string.Join(", ", entries.Owner.Select(pair => pair.Column));
        var only = entries.Only is null ? "" : " WHERE " + entries.Only.Replace("{0}", "m", StringComparison.Ordinal);
        return $"(SELECT {columns}, m.key, MIN(m.is_nan) AS is_nan, COALESCE(MAX(CASE WHEN m.is_nan = 0 THEN m.value END), 0) AS value FROM {entries.Table} m{only} GROUP BY {columns}, m.key)";
    }

    private static string ClassOf(EntryField field, string alias) => field.Kind == FilterKind.Metric
        ? $"CASE {alias}.is_nan WHEN 0 THEN {HasNumber} WHEN 1 THEN {HasNaN} ELSE {HasNone} END"
        : $"CASE WHEN {alias}.value IS NULL THEN {HasNone} ELSE {HasNumber} END";

    private static string Empty(FilterKind kind) => kind == FilterKind.Text ? "''" : "0";

    private static SortKey Constant(int value) => new($"{value}", FilterKind.Integer, IsConstant: true);

    private static SortKey Nothing(FilterKind kind) => new(Empty(kind), kind, IsConstant: true);
}
