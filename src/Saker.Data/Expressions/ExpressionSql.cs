using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>Where an expression stands in the SQL that the engine gets: in brackets and on lines of its own, so that a comment ends with it.</summary>
internal static class ExpressionSql
{
    /// <summary>Before each expression in a query of its own, in characters: all ASCII.</summary>
    public static int Offset { get; } = "SELECT (\n".Length;

    public static string Alone(string expression) => $"(\n{expression}\n)";

    /// <summary>With its value as the type wanted.</summary>
    public static string Cast(RowExpression expression) => $"CAST({Alone(expression.Sql)} AS {TypeName(expression.Type)})";

    public static string Query(string expression) => $"SELECT {Alone(expression)}";

    /// <summary>Whether values of one type become another without a loss that nobody would see.</summary>
    public static bool Fits(DuckDbType given, ScalarType wanted) => given switch
    {
        DuckDbType.Null => true,
        DuckDbType.VarChar => wanted is ScalarType.Text,
        DuckDbType.Boolean => wanted is not ScalarType.Text,
        _ when IsWhole(given) => wanted is not (ScalarType.Text or ScalarType.Boolean),
        DuckDbType.Float or DuckDbType.Double or DuckDbType.Decimal => wanted is ScalarType.Float32 or ScalarType.Float64,
        _ => false,
    };

    public static bool IsWhole(DuckDbType type) => type is >= DuckDbType.TinyInt and <= DuckDbType.UBigInt or DuckDbType.HugeInt or DuckDbType.UHugeInt;

    /// <summary>A type in words for a person.</summary>
    public static string Describe(DuckDbType type) => type switch
    {
        DuckDbType.VarChar => "a text",
        DuckDbType.Boolean => "true or false",
        DuckDbType.Date or DuckDbType.Timestamp or DuckDbType.TimestampTz => "a time",
        DuckDbType.Float or DuckDbType.Double or DuckDbType.Decimal => "a number with a fraction",
        _ when IsWhole(type) => "a whole number",
        _ => "of a type that rows do not have",
    };

    public static string TypeName(ScalarType type) => type switch
    {
        ScalarType.Boolean => "BOOLEAN",
        ScalarType.Int8 => "TINYINT",
        ScalarType.Int16 => "SMALLINT",
        ScalarType.Int32 => "INTEGER",
        ScalarType.Int64 => "BIGINT",
        ScalarType.UInt8 => "UTINYINT",
        ScalarType.UInt16 => "USMALLINT",
        ScalarType.UInt32 => "UINTEGER",
        ScalarType.UInt64 => "UBIGINT",
        ScalarType.Float32 => "FLOAT",
        ScalarType.Float64 => "DOUBLE",
        ScalarType.Text => "VARCHAR",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a scalar type."),
    };
}
