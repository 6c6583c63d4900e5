namespace Saker.Data;

/// <summary>The types a <see cref="Column"/> can hold. Every type can be missing.</summary>
public enum ColumnType
{
    Boolean,
    Int32,
    Int64,
    Float32,
    Float64,

    /// <summary>Unicode text of any length.</summary>
    Text,

    /// <summary>A calendar day without a time.</summary>
    Date,

    /// <summary>An instant in UTC, to the microsecond.</summary>
    Timestamp,
}
