using System.Globalization;

namespace Saker.Data.Sinks;

/// <summary>Values as texts from which reading gives the same values.</summary>
internal static class CellTexts
{
    private const string Moment = "yyyy-MM-dd HH:mm:ss.FFFFFF";

    /// <summary>The text at a row; null when the value is missing.</summary>
    public static Func<int, string?> Of(Column column) => column switch
    {
        Column<bool> booleans => Make(booleans, static value => value ? "true" : "false"),
        Column<int> ints => Make(ints, static value => value.ToString(CultureInfo.InvariantCulture)),
        Column<long> longs => Make(longs, static value => value.ToString(CultureInfo.InvariantCulture)),
        Column<float> floats => Make(floats, static value => value.ToString("R", CultureInfo.InvariantCulture)),
        Column<double> doubles => Make(doubles, static value => value.ToString("R", CultureInfo.InvariantCulture)),
        Column<DateOnly> dates => Make(dates, static value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Column<DateTime> times => Make(times, static value => value.ToString(Moment, CultureInfo.InvariantCulture)),
        Column<string> texts => Make(texts, static value => value),
        _ => throw new InvalidOperationException($"No text for {column.Type.Name()}."),
    };

    private static Func<int, string?> Make<T>(Column<T> column, Func<T, string> text) => row => column.IsNull(row) ? null : text(column.Values.Span[row]);
}
