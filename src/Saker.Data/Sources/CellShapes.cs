namespace Saker.Data.Sources;

/// <summary>Tells by looking which types the first cells of a column rule out. Only what is certain is ruled out; the engine decides the rest.</summary>
internal static class CellShapes
{
    /// <summary>In the order of preference; text fits everything.</summary>
    private static readonly ColumnType[] Inferred = [ColumnType.Boolean, ColumnType.Int64, ColumnType.Float64, ColumnType.Date, ColumnType.Timestamp];

    public static IReadOnlyList<ColumnType> Possible(CellFormat format, IReadOnlyList<string[]> rows, int column)
    {
        var missing = format.Missing.Select(text => text.Trim()).ToHashSet(StringComparer.Ordinal);
        var cells = rows.Select(row => row[column].Trim()).Where(cell => !missing.Contains(cell)).ToArray();
        return [.. Inferred.Where(type => cells.All(cell => MayBe(cell, type, format)))];
    }

    private static bool MayBe(ReadOnlySpan<char> cell, ColumnType type, CellFormat format) => type switch
    {
        ColumnType.Boolean => cell.Equals("true", StringComparison.OrdinalIgnoreCase) || cell.Equals("false", StringComparison.OrdinalIgnoreCase),
        ColumnType.Int64 or ColumnType.Float64 when !format.HasPlainNumbers => true,
        ColumnType.Int64 => !cell.ContainsAnyExcept("+-0123456789"),
        ColumnType.Float64 => !cell.ContainsAnyExcept("+-.eE0123456789"),
        ColumnType.Date => cell.Length == 10 && cell[4] == '-',
        _ => cell.Length >= 10 && cell[4] == '-',
    };
}
