using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Data;

namespace Saker.Server.Http;

/// <summary>The rows of a small table as JSON: an array of arrays. Dates and times are ISO 8601, numbers that are not finite are texts.</summary>
internal static class TableJson
{
    public static JsonArray Rows(Table table)
    {
        var rows = new JsonArray();
        for (var row = 0; row < table.RowCount; row++)
        {
            var cells = new JsonArray();
            foreach (var column in table.Columns)
                cells.Add(Cell(column.GetValue(row)));
            rows.Add(cells);
        }
        return rows;
    }

    /// <summary>One row as an object.</summary>
    public static JsonObject Row(Table table, int row)
    {
        var cells = new JsonObject();
        foreach (var column in table.Columns)
            cells.Add(column.Name, Cell(column.GetValue(row)));
        return cells;
    }

    private static JsonNode? Cell(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        float number when float.IsFinite(number) => JsonValue.Create(number),
        double number when double.IsFinite(number) => JsonValue.Create(number),
        float or double => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{value}")),
        DateOnly date => JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime time => JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };
}
