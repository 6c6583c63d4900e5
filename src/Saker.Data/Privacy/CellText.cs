using System.Globalization;

namespace Saker.Data.Privacy;

/// <summary>Values as texts, written the same way in every culture: days as 2024-01-31, instants in ISO 8601.</summary>
internal static class CellText
{
    /// <summary>The text of a cell; null when the value is missing.</summary>
    public static string? Of(Column column, int row) => column.IsNull(row) ? null : column is Column<string> texts ? texts.Values.Span[row] : Of(column.GetValue(row));

    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
