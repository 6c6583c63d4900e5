using Saker.Data.Expressions;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Values between tensors and the vectors of expressions.</summary>
internal static class RuleValues
{
    /// <summary>The type of an expression that holds all values of a tensor's; 16-bit floats are widened.</summary>
    public static ScalarType TypeOf(ElementType type) => type switch
    {
        ElementType.Boolean => ScalarType.Boolean,
        ElementType.Int8 => ScalarType.Int8,
        ElementType.Int16 => ScalarType.Int16,
        ElementType.Int32 => ScalarType.Int32,
        ElementType.Int64 => ScalarType.Int64,
        ElementType.UInt8 => ScalarType.UInt8,
        ElementType.UInt16 => ScalarType.UInt16,
        ElementType.UInt32 => ScalarType.UInt32,
        ElementType.UInt64 => ScalarType.UInt64,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 => ScalarType.Float32,
        ElementType.Float64 => ScalarType.Float64,
        ElementType.Text => ScalarType.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>Copies elements from <paramref name="start"/> on to a vector; NaN and the empty text become missing.</summary>
    public static void Read(TensorBuffer buffer, int start, RowVector vector)
    {
        switch (buffer.Type)
        {
            case ElementType.Text:
                ReadTexts(buffer, start, vector);
                break;
            case ElementType.Float64:
                buffer.Elements<double>().Slice(start, vector.Length).CopyTo(vector.Values<double>());
                MarkNaN<double>(vector);
                break;
            case ElementType.Float32:
                buffer.Elements<float>().Slice(start, vector.Length).CopyTo(vector.Values<float>());
                MarkNaN<float>(vector);
                break;
            case ElementType.Float16 or ElementType.BFloat16:
                for (var i = 0; i < vector.Length; i++)
                    vector.Values<float>()[i] = Widen(buffer, start + i);
                MarkNaN<float>(vector);
                break;
            default:
                buffer.Bytes.Slice(start * buffer.ElementSize, vector.Length * buffer.ElementSize).CopyTo(vector.Bytes(buffer.ElementSize));
                break;
        }
    }

    /// <summary>Copies results to elements from <paramref name="start"/> on; whether all could be: only floats and texts can be missing, and 16 bits hold no large numbers.</summary>
    public static bool TryWrite(RowVector vector, TensorBuffer buffer, int start)
    {
        if (buffer.Type == ElementType.Text)
        {
            WriteTexts(vector, buffer, start);
            return true;
        }
        var isHalf = buffer.Type is ElementType.Float16 or ElementType.BFloat16;
        if (!isHalf)
            vector.Bytes(buffer.ElementSize).CopyTo(buffer.Bytes[(start * buffer.ElementSize)..]);
        for (var i = 0; i < vector.Length; i++)
        {
            if (!vector.IsMissing(i) && IsInfinite(vector, buffer.Type, i))
                return false;
            if (vector.IsMissing(i) ? !TrySetNaN(buffer, start + i) : isHalf && !TryNarrow(buffer, start + i, vector.Values<float>()[i]))
                return false;
        }
        return true;
    }

    // What overflowed; JSON could not say it either.
    private static bool IsInfinite(RowVector vector, ElementType type, int index) => type switch
    {
        ElementType.Float64 => double.IsInfinity(vector.Values<double>()[index]),
        ElementType.Float32 => float.IsInfinity(vector.Values<float>()[index]),
        _ => false,
    };

    private static void ReadTexts(TensorBuffer buffer, int start, RowVector vector)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            var text = buffer.Text(start + i);
            if (text.IsEmpty)
                vector.SetMissing(i);
            else
                vector.SetText(i, text);
        }
    }

    private static void WriteTexts(RowVector vector, TensorBuffer buffer, int start)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            if (!vector.IsMissing(i))
                buffer.SetText(start + i, vector.Text(i));
        }
    }

    private static void MarkNaN<T>(RowVector vector)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var values = vector.Values<T>();
        for (var i = 0; i < values.Length; i++)
        {
            if (T.IsNaN(values[i]))
                vector.SetMissing(i);
        }
    }

    private static float Widen(TensorBuffer buffer, int index) => buffer.Type == ElementType.Float16
        ? (float)buffer.Elements<Half>()[index]
        : BitConverter.Int32BitsToSingle(buffer.Elements<ushort>()[index] << 16);

    private static bool TrySetNaN(TensorBuffer buffer, int index)
    {
        switch (buffer.Type)
        {
            case ElementType.Float64: buffer.Elements<double>()[index] = double.NaN; return true;
            case ElementType.Float32: buffer.Elements<float>()[index] = float.NaN; return true;
            default: return buffer.Type is ElementType.Float16 or ElementType.BFloat16 && TryNarrow(buffer, index, float.NaN);
        }
    }

    private static bool TryNarrow(TensorBuffer buffer, int index, float value)
    {
        if (buffer.Type == ElementType.Float16)
            buffer.Elements<Half>()[index] = (Half)value;
        else
            buffer.Elements<ushort>()[index] = BrainBits(value);
        return !float.IsFinite(value) || float.IsFinite(Widen(buffer, index));
    }

    // The upper half of the bits, rounded to the nearest, halves to even; a NaN keeps none of its payload.
    private static ushort BrainBits(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NaN : value);
        return (ushort)((bits + (float.IsNaN(value) ? 0 : 0x7FFFu + ((bits >> 16) & 1))) >> 16);
    }
}
