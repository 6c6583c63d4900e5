namespace Saker.Data.Engine;

/// <summary>From the engine's types, by their names, to those of columns.</summary>
internal static class EngineTypes
{
    /// <summary>The type of a table's column that holds values of the engine's type with the least loss.</summary>
    public static ColumnType Nearest(string engineType) => engineType switch
    {
        "BOOLEAN" => ColumnType.Boolean,
        "TINYINT" or "SMALLINT" or "INTEGER" or "UTINYINT" or "USMALLINT" => ColumnType.Int32,
        "BIGINT" or "UINTEGER" => ColumnType.Int64,
        "FLOAT" => ColumnType.Float32,
        "DOUBLE" or "UBIGINT" or "HUGEINT" or "UHUGEINT" => ColumnType.Float64,
        "DATE" => ColumnType.Date,
        "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => ColumnType.Timestamp,
        _ when engineType.StartsWith("DECIMAL", StringComparison.Ordinal) => ColumnType.Float64,
        _ => ColumnType.Text,
    };

    /// <summary>Values of the engine's type as those of a column; NULL for a value that the type cannot hold without loss.</summary>
    public static string Convert(string sql, string engineType, ColumnType wanted)
    {
        var nearest = Nearest(engineType);
        if (wanted == nearest)
            return engineType == SqlText.Type(wanted) ? sql : $"CAST({sql} AS {SqlText.Type(wanted)})";
        return (nearest, wanted) switch
        {
            (_, ColumnType.Text) => $"CAST({sql} AS VARCHAR)",
            (ColumnType.Float32 or ColumnType.Float64, ColumnType.Int32 or ColumnType.Int64) => $"CASE WHEN {sql} = trunc({sql}) THEN TRY_CAST({sql} AS {SqlText.Type(wanted)}) END",
            (ColumnType.Int32 or ColumnType.Int64 or ColumnType.Float32 or ColumnType.Float64, ColumnType.Int32 or ColumnType.Int64 or ColumnType.Float32 or ColumnType.Float64)
                => $"TRY_CAST({sql} AS {SqlText.Type(wanted)})",
            (ColumnType.Date, ColumnType.Timestamp) => $"CAST({sql} AS TIMESTAMP)",
            (ColumnType.Timestamp, ColumnType.Date) => $"CASE WHEN CAST({sql} AS TIMESTAMP) = date_trunc('day', CAST({sql} AS TIMESTAMP)) THEN CAST({sql} AS DATE) END",
            _ => SqlCells.Cast(SqlCells.Trim($"CAST({sql} AS VARCHAR)"), wanted),
        };
    }
}
