using System.Numerics;
using System.Runtime.InteropServices;
using Saker.Onnx;

namespace Saker.Server.Http.Rows;

/// <summary>
/// Puts one number into a tensor's memory as the type that the tensor has. What the type cannot hold (too large, a fraction
/// where whole numbers are, other than 0 and 1 for booleans) is not put; rounding to a float's precision is.
/// </summary>
internal static class NumberCells
{
    public static bool TryStore(Span<byte> elements, ElementType type, int index, double value) => type switch
    {
        ElementType.Float64 => Put(elements, index, value),
        ElementType.Float32 => IsHeld(value, (float)value) && Put(elements, index, (float)value),
        ElementType.Float16 => IsHeld(value, (double)(Half)value) && Put(elements, index, (Half)value),
        ElementType.BFloat16 => IsHeld(value, ToSingle(ToBrain((float)value))) && Put(elements, index, ToBrain((float)value)),
        ElementType.UInt64 => value >= 0 && value < 18446744073709551616.0 && value == Math.Floor(value) && Put(elements, index, (ulong)value),
        _ => value == Math.Floor(value) && value >= -9223372036854775808.0 && value < 9223372036854775808.0 && TryStore(elements, type, index, (long)value),
    };

    public static bool TryStore(Span<byte> elements, ElementType type, int index, long value) => type switch
    {
        ElementType.Float64 => Put(elements, index, (double)value),
        ElementType.Float32 => Put(elements, index, (float)value),
        ElementType.Float16 => IsHeld(value, (double)(Half)value) && Put(elements, index, (Half)value),
        ElementType.BFloat16 => Put(elements, index, ToBrain(value)),
        ElementType.Int64 => Put(elements, index, value),
        ElementType.Int32 => TryNarrow<int>(elements, index, value),
        ElementType.Int16 => TryNarrow<short>(elements, index, value),
        ElementType.Int8 => TryNarrow<sbyte>(elements, index, value),
        ElementType.UInt64 => value >= 0 && Put(elements, index, (ulong)value),
        ElementType.UInt32 => TryNarrow<uint>(elements, index, value),
        ElementType.UInt16 => TryNarrow<ushort>(elements, index, value),
        ElementType.UInt8 => TryNarrow<byte>(elements, index, value),
        ElementType.Boolean => value is 0 or 1 && Put(elements, index, (byte)value),
        _ => false,
    };

    public static bool TryStore(Span<byte> elements, ElementType type, int index, ulong value) => value <= long.MaxValue
        ? TryStore(elements, type, index, (long)value)
        : type == ElementType.UInt64 ? Put(elements, index, value) : ElementTypes.IsFloatingPoint(type) && TryStore(elements, type, index, (double)value);

    /// <summary>Puts what stands for a missing value: NaN. False where the type has no such thing.</summary>
    public static bool TryStoreMissing(Span<byte> elements, ElementType type, int index) =>
        ElementTypes.IsFloatingPoint(type) && TryStore(elements, type, index, double.NaN);

    /// <summary>What the upper half of a float stands for.</summary>
    public static float ToSingle(ushort brain) => BitConverter.UInt32BitsToSingle((uint)brain << 16);

    // The upper half of a float, rounded to the nearest, ties to even; NaN stays one.
    private static ushort ToBrain(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private static bool IsHeld(double value, double stored) => double.IsFinite(stored) || !double.IsFinite(value);

    private static bool TryNarrow<T>(Span<byte> elements, int index, long value)
        where T : unmanaged, IBinaryInteger<T>
    {
        var narrow = T.CreateTruncating(value);
        return long.CreateTruncating(narrow) == value && Put(elements, index, narrow);
    }

    private static bool Put<T>(Span<byte> elements, int index, T value)
        where T : unmanaged
    {
        MemoryMarshal.Cast<byte, T>(elements)[index] = value;
        return true;
    }
}
