using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>When each row is from: a date, a timestamp, or a number that grows with time. Rows may stand in any order.</summary>
public sealed record RowTimes
{
    private RowTimes(string column, double[] values, bool areMoments) => (Column, Values, AreMoments) = (column, values, areMoments);

    /// <summary>The column that holds the time.</summary>
    public string Column { get; }

    /// <summary>Microseconds since the year 1 for dates and timestamps (whole numbers, exact), otherwise the numbers themselves.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Whether they are dates or timestamps, whose distances are durations.</summary>
    public bool AreMoments { get; }

    /// <exception cref="SakerException">The column is not there, is neither a time nor a number, or a value is missing.</exception>
    public static RowTimes Read(Table rows, string column)
    {
        var values = rows.Get(column);
        if (values.Type is ColumnType.Text or ColumnType.Boolean)
            throw new SakerException(ErrorKind.InvalidInput, $"The time column '{column}' is {values.Type.Name()}, which has no order in time. Declare it as date, timestamp or a number under source.columns, with values that are such.", column);
        KeyColumns.RequireValues(values, "time");
        return values switch
        {
            Column<DateOnly> dates => new RowTimes(column, Convert(dates, static day => (double)day.DayNumber * TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond), areMoments: true),
            Column<DateTime> moments => new RowTimes(column, Convert(moments, static moment => moment.Ticks / TimeSpan.TicksPerMicrosecond), areMoments: true),
            _ => new RowTimes(column, Finite(values), areMoments: false),
        };
    }

    /// <summary>The times of some of the rows, in that order.</summary>
    public RowTimes Take(IReadOnlyList<int> rows) => new(Column, [.. rows.Select(row => Values[row])], AreMoments);

    /// <summary>A value of <see cref="Values"/> for a person.</summary>
    public string Describe(double value)
    {
        if (!AreMoments)
            return value.ToString(CultureInfo.InvariantCulture);
        var moment = new DateTime((long)value * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static double[] Convert<T>(Column<T> column, Func<T, double> convert)
    {
        var converted = new double[column.Length];
        for (var row = 0; row < converted.Length; row++)
            converted[row] = convert(column.Values.Span[row]);
        return converted;
    }

    private static double[] Finite(Column column)
    {
        var values = column.ToFloat64();
        var at = Array.FindIndex(values, value => !double.IsFinite(value));
        return at < 0 ? values : throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The time column '{column.Name}' has {values[at]} in row {at + 1}, which has no place in time."), column.Name);
    }
}
