using System.Globalization;
using System.Numerics;
using System.Text;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Guarding;

/// <summary>
/// Copies elements from one type to another, if every one of them stays what it is, rounding to a float's precision aside; a text becomes
/// the number that it says, and the empty text a missing one.
/// </summary>
internal static class TensorConversion
{
    public static bool TryConvert(TensorBuffer from, TensorBuffer to) => from.Type switch
    {
        _ when from.Type == to.Type => Same(from, to),
        ElementType.Text => TryParse(from, to),
        _ when to.Type == ElementType.Text => TryWrite(from, to),
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

    private static bool Same(TensorBuffer from, TensorBuffer to)
    {
        to.CopyFrom(from);
        return true;
    }

    private static bool TryParse(TensorBuffer from, TensorBuffer to)
    {
        var numbers = new TensorBuffer(ElementType.Float64);
        numbers.Reset(from.Shape);
        var into = numbers.Elements<double>();
        for (var i = 0; i < from.Count; i++)
        {
            var text = from.Text(i);
            if (text.IsEmpty)
                into[i] = double.NaN;
            else if (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8))
                into[i] = text.Length == 4 ? 1 : 0;
            else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out into[i]) || !double.IsFinite(into[i]))
                return false;
        }
        if (to.Type != ElementType.Float32)
            return TryConvert(numbers, to);
        to.Reset(from.Shape);
        var singles = to.Elements<float>();
        for (var i = 0; i < into.Length; i++)
        {
            singles[i] = (float)into[i];
            if (float.IsInfinity(singles[i]))
                return false;
        }
        return true;
    }

    private static bool TryWrite(TensorBuffer from, TensorBuffer to)
    {
        var numbers = new TensorBuffer(ElementType.Float64);
        if (!TryConvert(from, numbers))
            return false;
        to.Reset(from.Shape);
        for (var i = 0; i < to.Count; i++)
        {
            var number = numbers.Elements<double>()[i];
            var text = from.Type == ElementType.Boolean ? number != 0 ? "true" : "false"
                : from.Type == ElementType.Float32 ? ((float)number).ToString(CultureInfo.InvariantCulture)
                : number.ToString(CultureInfo.InvariantCulture);
            if (!double.IsNaN(number))
                to.SetText(i, Encoding.UTF8.GetBytes(text));
        }
        return true;
    }

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
            // Saturating would make of a number beyond a float's range its largest; it must be seen to be none.
            to[i] = IsFloating<TTo>() ? TTo.CreateTruncating(from[i]) : TTo.CreateSaturating(from[i]);
            // There and back; at the ends of the ranges saturation would come back by chance, so the way back saturates elsewhere or nowhere.
            var isSame = IsFloating<TFrom>() && IsFloating<TTo>() ? TFrom.IsFinite(from[i]) == TTo.IsFinite(to[i]) : TFrom.IsNaN(from[i]) ? TTo.IsNaN(to[i]) : TFrom.CreateSaturating(to[i]) == from[i] && !IsEdge(to[i], from[i]);
            if (!isSame)
                return false;
        }
        return true;
    }

    private static bool IsFloating<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half);

    /// <summary>Whether a whole number of 64 bits came next to its largest, where floating point cannot tell neighbours apart.</summary>
    private static bool IsEdge<TFrom, TTo>(TTo to, TFrom from)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo> =>
        double.CreateSaturating(to) >= long.MaxValue && typeof(TTo) != typeof(TFrom) && TFrom.IsPositive(from) && (typeof(TTo) == typeof(long) || typeof(TTo) == typeof(ulong) || typeof(TFrom) == typeof(long) || typeof(TFrom) == typeof(ulong));
}
