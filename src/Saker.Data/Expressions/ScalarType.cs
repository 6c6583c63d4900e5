namespace Saker.Data.Expressions;

/// <summary>The type of a value that an expression reads or gives; the numbers are the SQL engine's.</summary>
public enum ScalarType
{
    Boolean = 1,
    Int8 = 2,
    Int16 = 3,
    Int32 = 4,
    Int64 = 5,
    UInt8 = 6,
    UInt16 = 7,
    UInt32 = 8,
    UInt64 = 9,
    Float32 = 10,
    Float64 = 11,

    /// <summary>UTF-8.</summary>
    Text = 17,
}
