using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Comparing;

/// <summary>
/// The statements that compare two relations. Both are laid end to end and grouped, by the key or by all columns; <c>x</c> and <c>y</c>
/// count a group's rows in the earlier and in the later one. Grouping takes missing values, and NaNs, as equal.
/// </summary>
internal sealed class RowComparisonSql
{
    private readonly string _grouped;
    private readonly string[] _group;
    private readonly bool _hasKey;

    public RowComparisonSql(string before, string after, IReadOnlyList<string> shared, IReadOnlyList<string> key)
    {
        _hasKey = key.Count > 0;
        _group = [.. _hasKey ? key : shared];
        Values = _hasKey ? [.. shared.Except(key)] : [];
        var names = _group.Select((column, i) => $"{SqlText.Name(column)} AS {Place('g', i)}").Concat(Values.Select((column, i) => $"{SqlText.Name(column)} AS {Place('v', i)}"));
        var columns = string.Join(", ", names);
        var groups = string.Join(", ", _group.Select((_, i) => Place('g', i)));
        // Two rows of one key differ in a column exactly when the hashes of its two values, taken together, are not 0.
        var differences = string.Concat(Values.Select((_, i) => $", bit_xor(hash({Place('v', i)})) <> 0 AS {Place('d', i)}"));
        _grouped = $"""
            (SELECT {groups}, count(*) FILTER (side = 0) AS x, count(*) FILTER (side = 1) AS y{differences}
            FROM (SELECT {columns}, 0 AS side FROM {before} UNION ALL SELECT {columns}, 1 AS side FROM {after}) GROUP BY {groups})
            """;
    }

    /// <summary>The columns that may change under a key.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>One row: before, after, added, removed, same; with a key also repeated, changed, and d0, d1 ... for the columns that may change.</summary>
    public string Counts()
    {
        string[] counts = ["coalesce(sum(x), 0)::BIGINT AS before", "coalesce(sum(y), 0)::BIGINT AS after"];
        if (!_hasKey)
            return $"SELECT {string.Join(", ", counts)}, coalesce(sum(greatest(y - x, 0)), 0)::BIGINT AS added, coalesce(sum(greatest(x - y, 0)), 0)::BIGINT AS removed, coalesce(sum(least(x, y)), 0)::BIGINT AS same FROM {_grouped}";
        var changed = Values.Count == 0 ? "false" : string.Join(" OR ", Values.Select((_, i) => Place('d', i)));
        var byColumn = string.Concat(Values.Select((_, i) => $", count(*) FILTER (x = 1 AND y = 1 AND {Place('d', i)}) AS {Place('d', i)}"));
        return $"""
            SELECT {string.Join(", ", counts)}, count(*) FILTER (x = 0) AS added, count(*) FILTER (y = 0) AS removed, count(*) FILTER (x > 1 OR y > 1) AS repeated,
            count(*) FILTER (x = 1 AND y = 1 AND ({changed})) AS changed, count(*) FILTER (x = 1 AND y = 1 AND NOT ({changed})) AS same{byColumn} FROM {_grouped}
            """;
    }

    /// <summary>The first groups for which a condition on x and y holds, under their own names.</summary>
    public string Rows(string condition, int most)
    {
        var columns = string.Join(", ", _group.Select((column, i) => $"{Place('g', i)} AS {SqlText.Name(column)}"));
        var order = string.Join(", ", _group.Select((_, i) => $"{Place('g', i)} NULLS LAST"));
        return $"SELECT {columns} FROM {_grouped} WHERE {condition} ORDER BY {order} LIMIT {most.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Place(char kind, int i) => string.Create(CultureInfo.InvariantCulture, $"{kind}{i}");
}
