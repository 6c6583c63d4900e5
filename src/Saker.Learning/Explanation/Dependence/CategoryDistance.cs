using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Dependence;

/// <summary>How differently two groups of rows lie in a column, 0 to 1: Kolmogorov's distance for numbers, half the sum of differences of shares for categories.</summary>
internal static class CategoryDistance
{
    public static Func<int[], int[], double> Of(Column column)
    {
        if (column.Type.IsNumeric())
        {
            var numbers = column.ToFloat64();
            return (one, other) => Kolmogorov(Sorted(numbers, one), Sorted(numbers, other));
        }
        var texts = ColumnTexts.Of(column);
        return (one, other) => TotalVariation(Shares(texts, one), Shares(texts, other));
    }

    private static double[] Sorted(double[] numbers, int[] rows) => [.. rows.Select(row => numbers[row]).Where(double.IsFinite).Order()];

    private static double Kolmogorov(double[] one, double[] other)
    {
        if (one.Length == 0 || other.Length == 0)
            return one.Length == other.Length ? 0 : 1;
        var (i, j, most) = (0, 0, 0.0);
        while (i < one.Length && j < other.Length)
        {
            var value = Math.Min(one[i], other[j]);
            while (i < one.Length && one[i] == value)
                i++;
            while (j < other.Length && other[j] == value)
                j++;
            most = Math.Max(most, Math.Abs(((double)i / one.Length) - ((double)j / other.Length)));
        }
        return most;
    }

    private static Dictionary<string, double> Shares(string?[] texts, int[] rows) =>
        rows.GroupBy(row => texts[row] ?? "", StringComparer.Ordinal).ToDictionary(group => group.Key, group => (double)group.Count() / rows.Length, StringComparer.Ordinal);

    private static double TotalVariation(Dictionary<string, double> one, Dictionary<string, double> other) =>
        one.Keys.Union(other.Keys, StringComparer.Ordinal).Sum(text => Math.Abs(one.GetValueOrDefault(text) - other.GetValueOrDefault(text))) / 2;
}
