using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Dependence;

/// <summary>Values of a column to ask a model about, each by a row that has it: so that a value always has the column's own type.</summary>
internal sealed record ColumnGrid
{
    private const string Missing = "(missing)";

    /// <summary>Rows that have the values: ascending for numbers, the commonest first for categories.</summary>
    public required int[] Rows { get; init; }

    public required string[] Labels { get; init; }

    /// <summary>The numbers; null for categories.</summary>
    public required double[]? Numbers { get; init; }

    /// <summary>For each row of the column the place of its value, for categories; -1 for one that is not in the grid.</summary>
    public required int[] Places { get; init; }

    public static ColumnGrid Of(Column column, DependenceOptions options) =>
        column.Type.IsNumeric() && column.Type != ColumnType.Boolean ? OfNumbers(column, options.MaxPoints) : OfCategories(column, options.MaxCategories);

    private static ColumnGrid OfNumbers(Column column, int max)
    {
        var numbers = column.ToFloat64();
        int[] order = [.. Enumerable.Range(0, numbers.Length).Where(row => double.IsFinite(numbers[row])).OrderBy(row => numbers[row])];
        if (order.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The column '{column.Name}' has no number in these rows.", column.Name);
        // Quantiles that are values of rows, equal ones once.
        var rows = new List<int>();
        for (var i = 0; i < max; i++)
        {
            var row = order[(int)Math.Round((double)i * (order.Length - 1) / (max - 1))];
            if (rows.Count == 0 || numbers[rows[^1]] != numbers[row])
                rows.Add(row);
        }
        return new ColumnGrid
        {
            Rows = [.. rows],
            Labels = [.. rows.Select(row => numbers[row].ToString("R", CultureInfo.InvariantCulture))],
            Numbers = [.. rows.Select(row => numbers[row])],
            Places = [],
        };
    }

    private static ColumnGrid OfCategories(Column column, int max)
    {
        var texts = ColumnTexts.Of(column);
        var groups = Enumerable.Range(0, texts.Length).GroupBy(row => texts[row] ?? Missing, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(max).ToArray();
        var places = new int[texts.Length];
        Array.Fill(places, -1);
        for (var i = 0; i < groups.Length; i++)
            foreach (var row in groups[i])
                places[row] = i;
        return new ColumnGrid { Rows = [.. groups.Select(group => group.First())], Labels = [.. groups.Select(group => group.Key)], Numbers = null, Places = places };
    }
}
