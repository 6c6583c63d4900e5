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

    public static string Cell(Column? column, int row) => column is null || column.IsNull(row) ? Format.None : Convert.ToString(column.GetValue(row), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : Format.None;
}
