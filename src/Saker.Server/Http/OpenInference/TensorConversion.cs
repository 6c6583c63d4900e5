using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Saker.Onnx;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>Elements of one number type to those of another. What the other cannot hold is refused, rounding to a float's precision is not.</summary>
internal static class TensorConversion
{
    /// <summary>The position of the first element that the target type cannot hold; -1 when all were converted.</summary>
    public static int Convert(ReadOnlySpan<byte> from, ElementType fromType, Span<byte> into, ElementType intoType) => fromType switch
    {
        ElementType.Float32 when intoType == ElementType.Float64 => Widen(MemoryMarshal.Cast<byte, float>(from), MemoryMarshal.Cast<byte, double>(into)),
        ElementType.Int64 when intoType == ElementType.Float64 => ToDouble(MemoryMarshal.Cast<byte, long>(from), MemoryMarshal.Cast<byte, double>(into)),
        ElementType.Int32 when intoType == ElementType.Float64 => ToDouble(MemoryMarshal.Cast<byte, int>(from), MemoryMarshal.Cast<byte, double>(into)),
        ElementType.Float64 => Reals(MemoryMarshal.Cast<byte, double>(from), into, intoType),
        ElementType.Float32 => Reals(MemoryMarshal.Cast<byte, float>(from), into, intoType),
        ElementType.Float16 => Reals(MemoryMarshal.Cast<byte, Half>(from), into, intoType),
        ElementType.BFloat16 => BrainFloats(MemoryMarshal.Cast<byte, ushort>(from), into, intoType),
        ElementType.Int64 => Wholes(MemoryMarshal.Cast<byte, long>(from), into, intoType),
        ElementType.Int32 => Wholes(MemoryMarshal.Cast<byte, int>(from), into, intoType),
        ElementType.Int16 => Wholes(MemoryMarshal.Cast<byte, short>(from), into, intoType),
        ElementType.Int8 => Wholes(MemoryMarshal.Cast<byte, sbyte>(from), into, intoType),
        ElementType.UInt64 => Unsigned(MemoryMarshal.Cast<byte, ulong>(from), into, intoType),
        ElementType.UInt32 => Wholes(MemoryMarshal.Cast<byte, uint>(from), into, intoType),
        ElementType.UInt16 => Wholes(MemoryMarshal.Cast<byte, ushort>(from), into, intoType),
        ElementType.UInt8 => Wholes(from, into, intoType),
        ElementType.Boolean => Truths(from, into, intoType),
        _ => 0,
    };

    private static int Widen(ReadOnlySpan<float> from, Span<double> into)
    {
        var i = 0;
        for (; i <= from.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(from[i..]));
            lower.CopyTo(into[i..]);
            upper.CopyTo(into[(i + Vector256<double>.Count)..]);
        }
        for (; i < from.Length; i++)
            into[i] = from[i];
        return -1;
    }

    private static int ToDouble(ReadOnlySpan<long> from, Span<double> into)
    {
        var i = 0;
        for (; i <= from.Length - Vector256<long>.Count; i += Vector256<long>.Count)
            Vector256.ConvertToDouble(Vector256.Create(from[i..])).CopyTo(into[i..]);
        for (; i < from.Length; i++)
            into[i] = from[i];
        return -1;
    }

    private static int ToDouble(ReadOnlySpan<int> from, Span<double> into)
    {
        var i = 0;
        for (; i <= from.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(from[i..]));
            Vector256.ConvertToDouble(lower).CopyTo(into[i..]);
            Vector256.ConvertToDouble(upper).CopyTo(into[(i + Vector256<double>.Count)..]);
        }
        for (; i < from.Length; i++)
            into[i] = from[i];
        return -1;
    }

    private static int Reals<T>(ReadOnlySpan<T> from, Span<byte> into, ElementType type)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < from.Length; i++)
            if (!NumberCells.TryStore(into, type, i, double.CreateTruncating(from[i])))
                return i;
        return -1;
    }

    private static int BrainFloats(ReadOnlySpan<ushort> from, Span<byte> into, ElementType type)
    {
        for (var i = 0; i < from.Length; i++)
            if (!NumberCells.TryStore(into, type, i, (double)NumberCells.ToSingle(from[i])))
                return i;
        return -1;
    }

    private static int Wholes<T>(ReadOnlySpan<T> from, Span<byte> into, ElementType type)
        where T : struct, IBinaryInteger<T>
    {
        for (var i = 0; i < from.Length; i++)
            if (!NumberCells.TryStore(into, type, i, long.CreateTruncating(from[i])))
                return i;
        return -1;
    }

    private static int Unsigned(ReadOnlySpan<ulong> from, Span<byte> into, ElementType type)
    {
        for (var i = 0; i < from.Length; i++)
            if (!NumberCells.TryStore(into, type, i, from[i]))
                return i;
        return -1;
    }

    private static int Truths(ReadOnlySpan<byte> from, Span<byte> into, ElementType type)
    {
        for (var i = 0; i < from.Length; i++)
            if (from[i] > 1 || !NumberCells.TryStore(into, type, i, (long)from[i]))
                return i;
        return -1;
    }
}
