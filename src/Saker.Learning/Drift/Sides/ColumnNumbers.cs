using Saker.Data;
using Saker.Learning.Drift.Measures;

namespace Saker.Learning.Drift.Sides;

/// <summary>Columns as numbers, as profiles have them: booleans as 0 and 1, days and instants as seconds since 1970-01-01 UTC, missing values as NaN.</summary>
internal static class ColumnNumbers
{
    /// <summary>Null for texts.</summary>
    public static double[]? Of(Column column) => column switch
    {
        Column<string> => null,
        Column<DateOnly> dates => Convert(dates, static day => (day.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalSeconds),
        Column<DateTime> moments => Convert(moments, static moment => (moment - DateTime.UnixEpoch).TotalSeconds),
        _ => column.ToFloat64(),
    };

    /// <summary>The lengths of texts.</summary>
    public static SortedNumbers LengthsOf(Column<string> texts) => SortedNumbers.Of(Convert(texts, static text => text.Length));

    private static double[] Convert<T>(Column<T> column, Func<T, double> convert)
    {
        var numbers = new double[column.Length];
        var values = column.Values.Span;
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = column.IsNull(row) ? double.NaN : convert(values[row]);
        return numbers;
    }
}
