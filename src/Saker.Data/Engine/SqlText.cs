using System.Globalization;

namespace Saker.Data.Engine;

/// <summary>The one place where names and values become SQL.</summary>
internal static class SqlText
{
    /// <summary>A name in double quotes.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as a literal. The engine takes SQL as a C string, so a zero character must not stand in it.</summary>
    public static string Literal(string text)
    {
        var quoted = $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        return text.Contains('\0', StringComparison.Ordinal) ? $"({quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)})" : quoted;
    }

    /// <summary>A number as a literal of type DOUBLE that keeps every bit.</summary>
    public static string Number(double value) => $"CAST('{value.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE)";

    /// <summary>
    /// A number as a literal to compare a column with: for whole numbers an exact one of type BIGINT where it is whole too, as those above 2^53 would
    /// otherwise be rounded before they are compared.
    /// </summary>
    public static string Number(double value, ColumnType column) =>
        column is ColumnType.Int32 or ColumnType.Int64 && double.IsInteger(value) && Math.Abs(value) < 9223372036854775808.0 ? Whole((long)value) : Number(value);

    /// <summary>A whole number as a literal of type BIGINT.</summary>
    public static string Whole(long value) => string.Create(CultureInfo.InvariantCulture, $"CAST('{value}' AS BIGINT)");

    /// <summary>A path as a literal; characters that the engine would read as patterns stand for themselves.</summary>
    public static string Path(string path)
    {
        var escaped = new System.Text.StringBuilder(path.Length);
        foreach (var c in path)
        {
            if (c is '*' or '?' or '[')
                escaped.Append('[').Append(c).Append(']');
            else
                escaped.Append(c);
        }
        return Literal(escaped.ToString());
    }

    /// <summary>The engine's name of a column type.</summary>
    public static string Type(ColumnType type) => type switch
    {
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Int32 => "INTEGER",
        ColumnType.Int64 => "BIGINT",
        ColumnType.Float32 => "FLOAT",
        ColumnType.Float64 => "DOUBLE",
        ColumnType.Text => "VARCHAR",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };
}
