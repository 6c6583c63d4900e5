using Saker.Data;
using Saker.Learning.Preparation;

namespace Saker.Learning.Fairness;

/// <summary>Which group of a protected attribute each row belongs to.</summary>
public sealed class ProtectedGroups
{
    private readonly int[] _rows;

    private ProtectedGroups(ProtectedAttribute attribute, IReadOnlyList<string> names, int[] rows)
    {
        Attribute = attribute;
        Names = names;
        _rows = rows;
    }

    public ProtectedAttribute Attribute { get; }

    /// <summary>Those that occur, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The index in <see cref="Names"/> of each row's group.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <exception cref="SakerException">A column is not there, or is to be put into intervals and is no number.</exception>
    public static ProtectedGroups Of(Table rows, ProtectedAttribute attribute)
    {
        var parts = attribute.Columns.Select(column => column.Read(rows.Get(column.Column))).ToArray();
        var texts = parts.Length == 1 ? parts[0] : [.. Enumerable.Range(0, rows.RowCount).Select(row => string.Join(", ", parts.Select(part => part[row])))];
        string[] names = [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var indexes = names.Select((name, index) => KeyValuePair.Create(name, index)).ToDictionary(StringComparer.Ordinal);
        return new ProtectedGroups(attribute, names, [.. texts.Select(text => indexes[text])]);
    }

    /// <summary>The index of the privileged group: the stated one, or the largest, and of two as large the first.</summary>
    /// <exception cref="SakerException">The stated group does not occur.</exception>
    public int Privileged()
    {
        if (Attribute.Privileged is { } stated)
        {
            var index = Names.ToList().IndexOf(stated);
            return index >= 0 ? index : throw new SakerException(ErrorKind.InvalidInput, $"{Attribute.Name} has no group '{stated}'.{NearNames.Advise(stated, Names)}", "privileged");
        }
        var sizes = new int[Names.Count];
        foreach (var group in _rows)
            sizes[group]++;
        return Array.IndexOf(sizes, sizes.Max());
    }
}
