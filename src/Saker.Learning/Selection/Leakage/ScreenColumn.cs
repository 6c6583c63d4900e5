using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Leakage;

/// <summary>
/// A raw column of any type as the leaves of a shallow tree would see it: each row has the number of a bin. Texts and few numbers keep every value,
/// many numbers and times fall into bins of about equal size; a missing value is a bin of its own. Made without a look at the target.
/// </summary>
internal sealed class ScreenColumn
{
    private const int MaxBinCount = 64;

    private ScreenColumn(Column column, double[]? numbers, int[] codes, int binCount, bool isGraded, Func<int, string> describe) =>
        (Source, Numbers, Codes, BinCount, IsGraded, Describe) = (column, numbers, codes, binCount, isGraded, describe);

    public Column Source { get; }

    public string Name => Source.Name;

    /// <summary>Numbers and times as numbers, NaN where missing; null for texts.</summary>
    public double[]? Numbers { get; }

    /// <summary>The bin of each row; 0 is missing.</summary>
    public int[] Codes { get; }

    public int BinCount { get; }

    /// <summary>Numbers with more than two values, and times: measured rather than marked.</summary>
    public bool IsGraded { get; }

    /// <summary>What a bin holds, for a person; of graded columns only whether a value is there.</summary>
    public Func<int, string> Describe { get; }

    public static ScreenColumn Of(Column column) => NumbersOf(column) is { } numbers ? OfNumbers(column, numbers) : OfTexts(column);

    /// <summary>Numbers and times as numbers; null for texts.</summary>
    public static double[]? NumbersOf(Column column) => column switch
    {
        Column<string> => null,
        Column<DateOnly> dates => Convert(dates, static day => day.DayNumber),
        Column<DateTime> moments => Convert(moments, static moment => moment.Ticks),
        _ => column.ToFloat64(),
    };

    private static double[] Convert<T>(Column<T> column, Func<T, double> convert)
    {
        var numbers = new double[column.Length];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = column.IsNull(row) ? double.NaN : convert(column.Values.Span[row]);
        return numbers;
    }

    private static ScreenColumn OfNumbers(Column column, double[] numbers)
    {
        double[] sorted = [.. numbers.Where(number => !double.IsNaN(number))];
        Array.Sort(sorted);
        var edges = new List<double>();
        foreach (var number in sorted)
            if (edges.Count <= MaxBinCount && (edges.Count == 0 || number != edges[^1]))
                edges.Add(number);
        var isGraded = edges.Count > 2;
        if (edges.Count > MaxBinCount)
            edges = [.. Enumerable.Range(0, MaxBinCount).Select(bin => sorted[(int)((long)bin * sorted.Length / MaxBinCount)]).Distinct()];
        double[] starts = [.. edges];
        var codes = new int[numbers.Length];
        for (var row = 0; row < codes.Length; row++)
            codes[row] = double.IsNaN(numbers[row]) ? 0 : BinOf(starts, numbers[row]);
        var texts = isGraded ? [] : ColumnTexts.Of(column);
        return new ScreenColumn(column, numbers, codes, starts.Length + 1, isGraded, bin => bin == 0 ? "missing" : isGraded ? "there" : texts[Array.IndexOf(codes, bin)]!);
    }

    private static int BinOf(double[] starts, double number)
    {
        var at = Array.BinarySearch(starts, number);
        return (at >= 0 ? at : Math.Max(0, ~at - 1)) + 1;
    }

    private static ScreenColumn OfTexts(Column column)
    {
        var texts = ColumnTexts.Of(column);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[texts.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            if (texts[row] is not { } text)
                continue;
            if (!known.TryGetValue(text, out var code))
                known[text] = code = known.Count + 1;
            codes[row] = code;
        }
        return new ScreenColumn(column, null, codes, known.Count + 1, isGraded: false, bin => bin == 0 ? "missing" : texts[Array.IndexOf(codes, bin)]!);
    }
}
