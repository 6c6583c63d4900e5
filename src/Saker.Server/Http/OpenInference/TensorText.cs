using System.Runtime.InteropServices;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Server.Http.OpenInference;

/// <summary>Writes the elements of a tensor as JSON, flat. JSON has neither NaN nor infinity: both become null; raw bytes carry them.</summary>
internal static class TensorText
{
    public static void Write(ref JsonText json, TensorBuffer tensor)
    {
        switch (tensor.Type)
        {
            case ElementType.Text: Texts(ref json, tensor); break;
            case ElementType.Float32: Singles(ref json, tensor.Elements<float>()); break;
            case ElementType.Float64: Doubles(ref json, tensor.Elements<double>()); break;
            case ElementType.Boolean: Truths(ref json, tensor.Bytes); break;
            case ElementType.Int64: Wholes<long>(ref json, tensor.Bytes); break;
            case ElementType.Int32: Wholes<int>(ref json, tensor.Bytes); break;
            case ElementType.Int16: Wholes<short>(ref json, tensor.Bytes); break;
            case ElementType.Int8: Wholes<sbyte>(ref json, tensor.Bytes); break;
            case ElementType.UInt64: Wholes<ulong>(ref json, tensor.Bytes); break;
            case ElementType.UInt32: Wholes<uint>(ref json, tensor.Bytes); break;
            case ElementType.UInt16: Wholes<ushort>(ref json, tensor.Bytes); break;
            case ElementType.UInt8: Wholes<byte>(ref json, tensor.Bytes); break;
            default: throw new OnnxException($"JSON cannot hold {tensor.Type}.");
        }
    }

    /// <summary>Writes one element.</summary>
    public static void WriteAt(ref JsonText json, TensorBuffer tensor, int index)
    {
        switch (tensor.Type)
        {
            case ElementType.Text: Text(ref json, tensor.Text(index)); break;
            case ElementType.Float32: Singles(ref json, tensor.Elements<float>().Slice(index, 1)); break;
            case ElementType.Float64: Doubles(ref json, tensor.Elements<double>().Slice(index, 1)); break;
            case ElementType.Boolean: Truths(ref json, tensor.Bytes.Slice(index, 1)); break;
            case ElementType.Int64: json.Number(tensor.Elements<long>()[index]); break;
            case ElementType.Int32: json.Number(tensor.Elements<int>()[index]); break;
            default: json.Raw("null"u8); break;
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

    private static void Singles(ref JsonText json, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Comma(ref json, i);
            if (float.IsFinite(values[i]))
                json.Number(values[i]);
            else
                json.Raw("null"u8);
        }
    }

    private static void Doubles(ref JsonText json, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Comma(ref json, i);
            if (double.IsFinite(values[i]))
                json.Number(values[i]);
            else
                json.Raw("null"u8);
        }
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
