using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>A column that says to which group a row belongs: by its values as they are, or, for numbers, by intervals.</summary>
public sealed record ProtectedColumn
{
    /// <summary>The group of rows that have no value; they are a group of their own and never left out.</summary>
    public const string Missing = "(missing)";

    public required string Column { get; init; }

    /// <summary>Makes two groups of a number: those over it, and the others; null for none.</summary>
    public double? Over { get; init; }

    /// <summary>Makes intervals of a number, each from its edge on up to, not including, the next; ascending. Empty for none.</summary>
    public IReadOnlyList<double> Edges { get; init; } = [];

    /// <summary>Whether it puts numbers into intervals.</summary>
    public bool IsBinned => Over is not null || Edges.Count > 0;

    public bool Equals(ProtectedColumn? other) => other is not null && Column == other.Column && Over == other.Over && Edges.SequenceEqual(other.Edges);

    public override int GetHashCode() => HashCode.Combine(Column, Over, Edges.Count);

    /// <summary>All that decides the groups, in short: <c>sex</c>, <c>age>25</c>, <c>age[25;45]</c>. The first two are what a command line takes.</summary>
    public override string ToString() => Over is { } over ? $"{Column}>{Show(over)}" : Edges.Count > 0 ? $"{Column}[{string.Join(';', Edges.Select(Show))}]" : Column;

    /// <summary>The names of the intervals, from the lowest; empty for a column that is taken as it is.</summary>
    internal IReadOnlyList<string> Intervals() => Over is { } over
        ? [$"{Show(over)} and under", $"over {Show(over)}"]
        : Edges.Count == 0 ? [] : [.. Enumerable.Range(0, Edges.Count + 1).Select(Label)];

    /// <summary>The name of the group of each row.</summary>
    /// <exception cref="SakerException">The column is no number and is to be put into intervals.</exception>
    internal string[] Read(Column column)
    {
        if (!IsBinned)
            return [.. ColumnTexts.Of(column).Select(text => string.IsNullOrEmpty(text) ? Missing : text)];
        var texts = new string[column.Length];
        var labels = Intervals();
        var numbers = column.ToFloat64();
        for (var row = 0; row < texts.Length; row++)
            texts[row] = double.IsNaN(numbers[row]) ? Missing : labels[IntervalOf(numbers[row])];
        return texts;
    }

    /// <summary>The index of the interval of a number.</summary>
    internal int IntervalOf(double number)
    {
        if (Over is { } over)
            return number > over ? 1 : 0;
        var index = 0;
        while (index < Edges.Count && number >= Edges[index])
            index++;
        return index;
    }

    private string Label(int index) => index == 0 ? $"under {Show(Edges[0])}"
        : index == Edges.Count ? $"{Show(Edges[^1])} and over"
        : $"{Show(Edges[index - 1])} to under {Show(Edges[index])}";

    private static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);
}
