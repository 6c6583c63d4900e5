using System.Globalization;

namespace Saker.Platform.Search;

/// <summary>An expression by which a query's rows are sorted; never NULL. A constant sorts nothing, but belongs to the position of a row.</summary>
internal sealed record SortKey(string Sql, FilterKind Kind, bool IsDescending = false, bool IsConstant = false)
{
    /// <summary>The value that a row of the query has, as the kind has it whatever the database gives.</summary>
    public object Read(object value) => Kind switch
    {
        FilterKind.Integer => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        FilterKind.Metric => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    /// <summary>Rows after a position, one value for each key. The first comparison alone is what an index can begin at.</summary>
    public static string After(IReadOnlyList<SortKey> keys, IReadOnlyList<object> position, SqlParameters parameters, int from = 0)
    {
        var (key, name) = (keys[from], parameters.Add(position[from]));
        var beyond = key.IsDescending ? "<" : ">";
        return from == keys.Count - 1
            ? $"{key.Sql} {beyond} {name}"
            : $"{key.Sql} {beyond}= {name} AND ({key.Sql} {beyond} {name} OR ({After(keys, position, parameters, from + 1)}))";
    }
}
