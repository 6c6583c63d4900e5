using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Which group each row belongs to, such as the customer of a purchase: rows of one group always stay on one side.</summary>
public sealed record RowGroups
{
    private RowGroups(string column, int[] codes, int count) => (Column, Codes, Count) = (column, codes, count);

    /// <summary>The column that names the group.</summary>
    public string Column { get; }

    /// <summary>The number of each row's group, counted from 0 in the order in which groups first occur.</summary>
    public IReadOnlyList<int> Codes { get; }

    /// <summary>How many different groups there are.</summary>
    public int Count { get; }

    /// <exception cref="SakerException">The column is not there, or a value is missing.</exception>
    public static RowGroups Read(Table rows, string column)
    {
        var values = rows.Get(column);
        KeyColumns.RequireValues(values, "group");
        var known = new Dictionary<object, int>();
        var codes = new int[values.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            var value = values.GetValue(row)!;
            if (!known.TryGetValue(value, out var code))
                known[value] = code = known.Count;
            codes[row] = code;
        }
        return new RowGroups(column, codes, known.Count);
    }

    /// <summary>The groups of some of the rows, in that order.</summary>
    public RowGroups Take(IReadOnlyList<int> rows)
    {
        var known = new Dictionary<int, int>();
        var codes = new int[rows.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            if (!known.TryGetValue(Codes[rows[i]], out var code))
                known[Codes[rows[i]]] = code = known.Count;
            codes[i] = code;
        }
        return new RowGroups(Column, codes, known.Count);
    }
}
