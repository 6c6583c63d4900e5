using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Data;

namespace Saker.Dashboard.Log;

/// <summary>Rows of the log as text.</summary>
internal static class RowText
{
    /// <summary>A row in one line.</summary>
    public static string Of(Table? table, int row) =>
        table is null ? Format.None : string.Join(", ", table.Columns.Select(column => $"{column.Name} = {Cell(column, row)}"));

    /// <summary>A value for people; what is missing or empty is a dash.</summary>
    public static string Cell(Column? column, int row) => column is null || column.IsNull(row) ? Format.None : Exact(column, row) is { Length: > 0 } text ? text : Format.None;

    /// <summary>A value as it can be written again, dates and times by ISO 8601; it must not be missing.</summary>
    public static string Exact(Column column, int row) => column.GetValue(row) switch
    {
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
