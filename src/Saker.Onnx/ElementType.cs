namespace Saker.Onnx;

/// <summary>The type of a tensor's elements; the numbers are those of the ONNX standard.</summary>
public enum ElementType
{
    Float32 = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Text = 8,
    Boolean = 9,
    Float16 = 10,
    Float64 = 11,
    UInt32 = 12,
    UInt64 = 13,
    BFloat16 = 16,

    /// <summary>Whole numbers from -8 to 7, two of which are stored in a byte; as <see cref="sbyte"/> in memory. Only stored values have it.</summary>
    Int4 = 22,
}
