namespace Saker.Data.Engine;

/// <summary>The engine's types that tables and expressions meet; the numbers are those of <c>duckdb_type</c>.</summary>
internal enum DuckDbType
{
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    HugeInt = 16,
    VarChar = 17,
    Decimal = 19,
    TimestampTz = 31,
    UHugeInt = 32,
    Null = 36,
}
