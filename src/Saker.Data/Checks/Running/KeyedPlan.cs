using Saker.Data.Sources;

namespace Saker.Data.Checks.Running;

/// <summary>Rows with the same key are compared with the first of them. The first scan tells exactly whether any is wrong, the second which.</summary>
/// <param name="Complete">Rows that count; SQL.</param>
/// <param name="Key">The columns that tell rows apart.</param>
/// <param name="Dependent">The column that must be the same within a key; null when a key must not occur twice.</param>
internal abstract record KeyedPlan(string Complete, IReadOnlyList<CheckColumn> Key, CheckColumn? Dependent) : CheckPlan
{
    private const int MaxBits = 1 << 26;

    public IReadOnlyList<CheckColumn> Shown => Dependent is null ? Key : [.. Key, Dependent];

    public bool Judge(Measured measured) => IsViolated(measured);

    /// <summary>Complaint about a row.</summary>
    /// <param name="values">Of the columns shown.</param>
    /// <param name="first">The first row with this key.</param>
    /// <param name="expected">What the dependent column has there.</param>
    public abstract string Explain(IReadOnlyList<string?> values, long first, string? expected);

    /// <summary>A condition under which all columns are there and the row is one of the check's.</summary>
    public static string Present(CheckContext context, IEnumerable<CheckColumn> columns) =>
        context.And($"({string.Join(" AND ", columns.Select(column => $"{column.Value} IS NOT NULL"))})");

    protected abstract bool IsViolated(Measured measured);

    /// <summary>How many different keys there are among rows that count.</summary>
    protected static string Distinct(IReadOnlyList<CheckColumn> columns, string complete)
    {
        if (columns is [{ Range: { } range }] && FitsBits(range))
            return FormattableString.Invariant($"coalesce(bit_count(bitstring_agg({columns[0].Value}, {range.Least}, {range.Most}) FILTER (WHERE {complete})), 0)");
        // Of one column the engine leaves missing values out by itself, and is faster without a filter.
        if (columns.Count == 1 && complete == $"({columns[0].Value} IS NOT NULL)")
            return $"count(DISTINCT {columns[0].Value})";
        var key = columns.Count == 1 ? columns[0].Value : $"row({string.Join(", ", columns.Select(column => column.Value))})";
        return $"count(DISTINCT {key}) FILTER (WHERE {complete})";
    }

    /// <summary>Whether a bit for every number that there may be takes little, on each thread; counting bits is exact and needs no table of all values.</summary>
    private static bool FitsBits(WholeRange range) => (UInt128)((Int128)range.Most - range.Least) < MaxBits;
}
