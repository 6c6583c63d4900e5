using System.Numerics;
using System.Runtime.InteropServices;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>Writes the elements of a tensor as JSON, flat. JSON has neither NaN nor infinity: both become null; raw bytes carry them.</summary>
internal static class TensorText
{
    public static void Write(ref JsonText json, TensorBuffer tensor)
    {
        if (tensor.Type == ElementType.Text)
            Texts(ref json, tensor);
        else
            Elements(ref json, tensor.Type, tensor.Bytes);
    }

    /// <summary>Writes one element.</summary>
    public static void WriteAt(ref JsonText json, TensorBuffer tensor, int index)
    {
        if (tensor.Type == ElementType.Text)
            Text(ref json, tensor.Text(index));
        else
            Elements(ref json, tensor.Type, tensor.Bytes.Slice(index * tensor.ElementSize, tensor.ElementSize));
    }

    private static void Elements(ref JsonText json, ElementType type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case ElementType.Float32: Reals<float>(ref json, bytes); break;
            case ElementType.Float64: Reals<double>(ref json, bytes); break;
            case ElementType.Float16: HalfFloats(ref json, bytes); break;
            case ElementType.BFloat16: BrainFloats(ref json, bytes); break;
            case ElementType.Boolean: Truths(ref json, bytes); break;
            case ElementType.Int64: Wholes<long>(ref json, bytes); break;
            case ElementType.Int32: Wholes<int>(ref json, bytes); break;
            case ElementType.Int16: Wholes<short>(ref json, bytes); break;
            case ElementType.Int8: Wholes<sbyte>(ref json, bytes); break;
            case ElementType.UInt64: Wholes<ulong>(ref json, bytes); break;
            case ElementType.UInt32: Wholes<uint>(ref json, bytes); break;
            case ElementType.UInt16: Wholes<ushort>(ref json, bytes); break;
            case ElementType.UInt8: Wholes<byte>(ref json, bytes); break;
            default: throw new OnnxException($"JSON cannot hold {type}.");
        }
    }

    private static void Texts(ref JsonText json, TensorBuffer tensor)
    {
        for (var i = 0; i < tensor.Count; i++)
        {
            Comma(ref json, i);
            Text(ref json, tensor.Text(i));
        }
    }

    private static void Text(ref JsonText json, ReadOnlySpan<byte> text)
    {
        json.Raw((byte)'"');
        json.Escaped(text);
        json.Raw((byte)'"');
    }

    private static void Reals<T>(ref JsonText json, ReadOnlySpan<byte> bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < values.Length; i++)
        {
            Comma(ref json, i);
            Real(ref json, values[i]);
        }
    }

    // The shortest text that leads back to a half float is another number to who reads it as a wider one.
    private static void HalfFloats(ref JsonText json, ReadOnlySpan<byte> bytes)
    {
        var values = MemoryMarshal.Cast<byte, Half>(bytes);
        for (var i = 0; i < values.Length; i++)
        {
            Comma(ref json, i);
            Real(ref json, (float)values[i]);
        }
    }

    private static void BrainFloats(ref JsonText json, ReadOnlySpan<byte> bytes)
    {
        var values = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (var i = 0; i < values.Length; i++)
        {
            Comma(ref json, i);
            Real(ref json, NumberCells.ToSingle(values[i]));
        }
    }

    private static void Real<T>(ref JsonText json, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsFinite(value))
            json.Number(value);
        else
            json.Raw("null"u8);
    }

    private static void Truths(ref JsonText json, ReadOnlySpan<byte> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Comma(ref json, i);
            json.Raw(values[i] != 0 ? "true"u8 : "false"u8);
        }
    }

    private static void Wholes<T>(ref JsonText json, ReadOnlySpan<byte> bytes)
        where T : unmanaged, IUtf8SpanFormattable
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < values.Length; i++)
        {
            Comma(ref json, i);
            json.Number(values[i]);
        }
    }

    private static void Comma(ref JsonText json, int index)
    {
        if (index > 0)
            json.Raw((byte)',');
    }
}
