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
