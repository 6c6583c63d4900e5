using System.Globalization;
using Saker.Data;

namespace Saker.Testing.Proposals;

/// <summary>Columns taken apart and put together again.</summary>
internal static class ColumnValues
{
    /// <summary>The value as a file has it; null when missing.</summary>
    public static string? Text(Column column, int row) => column.GetValue(row) switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var text => text.ToString(),
    };

    /// <summary>A column of the same type when all texts can be read so, else one of texts.</summary>
    public static Column Read(Column column, string?[] texts)
    {
        if (column.Type == ColumnType.Text)
            return Column.OfText(column.Name, texts);
        var numbers = new double[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            numbers[i] = double.NaN;
            if (texts[i] is not { } text)
                continue;
            if (column.Type == ColumnType.Boolean)
                numbers[i] = text == "true" ? 1 : 0;
            else if (column.Type is ColumnType.Date or ColumnType.Timestamp)
            {
                if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
                    return Column.OfText(column.Name, texts);
                numbers[i] = (time - DateTime.UnixEpoch).TotalSeconds;
            }
            else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                numbers[i] = number;
            else
                return Column.OfText(column.Name, texts);
        }
        return FromNumbers(column, numbers, Enumerable.Range(0, texts.Length));
    }

    public static double[] Numbers(Column column)
    {
        var numbers = new double[column.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = column.GetValue(i) switch
            {
                null => double.NaN,
                DateOnly day => (day.ToDateTime(default) - DateTime.UnixEpoch).TotalSeconds,
                DateTime time => (time - DateTime.UnixEpoch).TotalSeconds,
                bool flag => flag ? 1 : 0,
                var number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
            };
        }
        return numbers;
    }

    public static double Deviation(double[] numbers)
    {
        var present = numbers.Where(double.IsFinite).ToArray();
        var mean = present.DefaultIfEmpty(0).Average();
        return present.Length < 2 ? 0 : Math.Sqrt(present.Sum(number => (number - mean) * (number - mean)) / (present.Length - 1));
    }

    /// <summary>A column of the same type; whole numbers and days are moved by at least one where the number changed.</summary>
    public static Column FromNumbers(Column column, double[] numbers, IEnumerable<int> changed)
    {
        var rows = changed.ToHashSet();
        var validity = Validity.From(numbers.Length, i => !column.IsNull(i) && !double.IsNaN(numbers[i]));
        return column switch
        {
            Column<double> => new Column<double>(column.Name, numbers, validity),
            Column<float> => new Column<float>(column.Name, numbers.Select(number => (float)number).ToArray(), validity),
            Column<long> longs => new Column<long>(column.Name, Map(longs, (value, number) => value + (long)Step(number - value)), validity),
            Column<int> ints => new Column<int>(column.Name, Map(ints, (value, number) => value + (int)Step(number - value)), validity),
            Column<bool> booleans => new Column<bool>(column.Name, Map(booleans, (_, number) => number != 0), validity),
            Column<DateOnly> days => new Column<DateOnly>(column.Name, Map(days, (value, number) => DateOnly.FromDateTime(Time(number)) is var day && day == value ? value.AddDays(1) : day), validity),
            Column<DateTime> times => new Column<DateTime>(column.Name, Map(times, (_, number) => Time(number)), validity),
            _ => throw new ArgumentException($"{column.Type.Name()} has no numbers.", nameof(column)),
        };

        T[] Map<T>(Column<T> typed, Func<T, double, T> change) =>
            [.. Enumerable.Range(0, numbers.Length).Select(i => rows.Contains(i) && !double.IsNaN(numbers[i]) ? change(typed.Values.Span[i], numbers[i]) : typed.Values.Span[i])];
    }

    public static Column WithValidity(Column column, Validity validity) => column switch
    {
        Column<double> doubles => new Column<double>(column.Name, doubles.Values, validity),
        Column<float> floats => new Column<float>(column.Name, floats.Values, validity),
        Column<long> longs => new Column<long>(column.Name, longs.Values, validity),
        Column<int> ints => new Column<int>(column.Name, ints.Values, validity),
        Column<bool> booleans => new Column<bool>(column.Name, booleans.Values, validity),
        Column<DateOnly> days => new Column<DateOnly>(column.Name, days.Values, validity),
        Column<DateTime> times => new Column<DateTime>(column.Name, times.Values, validity),
        Column<string> texts => new Column<string>(column.Name, texts.Values, validity),
        _ => throw new ArgumentException($"{column.Type.Name()} is not known here.", nameof(column)),
    };

    private static double Step(double difference) => Math.Abs(difference) < 1 && difference != 0 ? Math.Sign(difference) : Math.Round(difference);

    private static DateTime Time(double seconds) => DateTime.UnixEpoch.AddSeconds(Math.Clamp(Math.Round(seconds), -6e10, 2.5e11));
}
