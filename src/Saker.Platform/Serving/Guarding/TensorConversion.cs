using System.Numerics;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Guarding;

/// <summary>Copies numbers and booleans from one element type to another, if every one of them stays what it is.</summary>
internal static class TensorConversion
{
    public static bool TryConvert(TensorBuffer from, TensorBuffer to) => from.Type switch
    {
        ElementType.Float64 => From<double>(from, to),
        ElementType.Float32 => From<float>(from, to),
        ElementType.Float16 => From<Half>(from, to),
        ElementType.Int64 => From<long>(from, to),
        ElementType.Int32 => From<int>(from, to),
        ElementType.Int16 => From<short>(from, to),
        ElementType.Int8 => From<sbyte>(from, to),
        ElementType.UInt64 => From<ulong>(from, to),
        ElementType.UInt32 => From<uint>(from, to),
        ElementType.UInt16 => From<ushort>(from, to),
        ElementType.UInt8 or ElementType.Boolean => Convert<byte>(from, from.Bytes, to),
        _ => false,
    };

    private static bool From<T>(TensorBuffer from, TensorBuffer to)
        where T : unmanaged, INumber<T> => Convert(from, (ReadOnlySpan<T>)from.Elements<T>(), to);

    private static bool Convert<T>(TensorBuffer from, ReadOnlySpan<T> values, TensorBuffer to)
        where T : unmanaged, INumber<T>
    {
        if (to.Type is ElementType.Text or ElementType.BFloat16)
            return false;
        to.Reset(from.Shape);
        return to.Type switch
        {
            ElementType.Float64 => Copy(values, to.Elements<double>()),
            ElementType.Float32 => Copy(values, to.Elements<float>()),
            ElementType.Float16 => Copy(values, to.Elements<Half>()),
            ElementType.Int64 => Copy(values, to.Elements<long>()),
            ElementType.Int32 => Copy(values, to.Elements<int>()),
            ElementType.Int16 => Copy(values, to.Elements<short>()),
            ElementType.Int8 => Copy(values, to.Elements<sbyte>()),
            ElementType.UInt64 => Copy(values, to.Elements<ulong>()),
            ElementType.UInt32 => Copy(values, to.Elements<uint>()),
            ElementType.UInt16 => Copy(values, to.Elements<ushort>()),
            ElementType.UInt8 => Copy(values, to.Bytes),
            ElementType.Boolean => Copy(values, to.Bytes) && !to.Bytes.ContainsAnyExceptInRange((byte)0, (byte)1),
            _ => false,
        };
    }

    private static bool Copy<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = TTo.CreateSaturating(from[i]);
            // There and back; at the ends of the ranges saturation would come back by chance, so the way back saturates elsewhere or nowhere.
            var isSame = TFrom.IsNaN(from[i]) ? TTo.IsNaN(to[i]) : TFrom.CreateSaturating(to[i]) == from[i] && !IsEdge(to[i], from[i]);
            if (!isSame)
                return false;
        }
        return true;
    }

    /// <summary>Whether a whole number of 64 bits came next to its largest, where floating point cannot tell neighbours apart.</summary>
    private static bool IsEdge<TFrom, TTo>(TTo to, TFrom from)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo> =>
        double.CreateSaturating(to) >= long.MaxValue && typeof(TTo) != typeof(TFrom) && TFrom.IsPositive(from) && (typeof(TTo) == typeof(long) || typeof(TTo) == typeof(ulong) || typeof(TFrom) == typeof(long) || typeof(TFrom) == typeof(ulong));
}
