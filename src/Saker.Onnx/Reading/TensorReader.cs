using System.Runtime.InteropServices;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Reading;

/// <summary>Tensors from their wire form, in each of the ways that the standard lets their elements be stored.</summary>
internal static class TensorReader
{
    /// <param name="proto">The wire form.</param>
    /// <param name="what">What the tensor is, to begin an error with.</param>
    public static Tensor Read(TensorProto proto, string what)
    {
        if (FindProblem(proto) is { } problem)
            throw new OnnxException($"{what} {problem}.");
        long[] shape = [.. proto.Dims];
        try
        {
            return proto.HasRawData ? Raw(proto, shape) : Typed(proto, shape);
        }
        catch (OverflowException exception)
        {
            throw new OnnxException($"{what} has an element that {(ElementType)proto.DataType} cannot hold.", exception);
        }
    }

    /// <summary>Why the tensor cannot be read, continuing a sentence; null when it can. Allocates nothing of the tensor's size.</summary>
    public static string? FindProblem(TensorProto proto)
    {
        var type = (ElementType)proto.DataType;
        if (!Enum.IsDefined(type))
            return $"has element type {proto.DataType}, which is not supported";
        if (proto.DataLocation == TensorProto.Types.DataLocation.External || proto.ExternalData.Count > 0)
            return $"keeps its data in another file ('{Location(proto)}'), which is not supported: save the model with its data inside";
        if (proto.Segment is not null)
            return "is stored in segments, which is not supported";
        var shape = string.Join(", ", proto.Dims);
        if (Count(proto.Dims) is not { } count)
            return $"has the impossible shape [{shape}]";
        if (proto.HasRawData && type != ElementType.Text)
            return (type == ElementType.Int4 ? FourBits.Bytes(count) : (Int128)count * ElementTypes.Size(type)) is var bytes && proto.RawData.Length == bytes
                ? null
                : $"of {type}[{shape}] needs {bytes} bytes and has {proto.RawData.Length}";
        var (stored, needed) = (Stored(proto, type), type == ElementType.Int4 ? FourBits.Bytes(count) : count);
        return stored == needed ? null : $"of {type}[{shape}] needs {needed} elements and has {stored}";
    }

    private static long? Count(IEnumerable<long> extents)
    {
        Int128 count = 1;
        foreach (var extent in extents)
        {
            if (extent < 0 || count > long.MaxValue)
                return null;
            count *= extent;
        }
        return count <= long.MaxValue ? (long)count : null;
    }

    private static int Stored(TensorProto proto, ElementType type) => type switch
    {
        ElementType.Float32 => proto.FloatData.Count,
        ElementType.Float64 => proto.DoubleData.Count,
        ElementType.Int64 => proto.Int64Data.Count,
        ElementType.UInt32 or ElementType.UInt64 => proto.Uint64Data.Count,
        ElementType.Text => proto.StringData.Count,
        _ => proto.Int32Data.Count,
    };

    private static Tensor Typed(TensorProto proto, long[] shape) => (ElementType)proto.DataType switch
    {
        ElementType.Float32 => Tensor.Of(proto.FloatData.ToArray(), shape),
        ElementType.Float64 => Tensor.Of(proto.DoubleData.ToArray(), shape),
        ElementType.Int64 => Tensor.Of(proto.Int64Data.ToArray(), shape),
        ElementType.UInt64 => Tensor.Of(proto.Uint64Data.ToArray(), shape),
        ElementType.UInt32 => Tensor.Of(Convert(proto.Uint64Data, value => checked((uint)value)), shape),
        ElementType.Int32 => Tensor.Of(proto.Int32Data.ToArray(), shape),
        ElementType.Int16 => Tensor.Of(Convert(proto.Int32Data, value => checked((short)value)), shape),
        ElementType.Int8 => Tensor.Of(Convert(proto.Int32Data, value => checked((sbyte)value)), shape),
        ElementType.UInt16 => Tensor.Of(Convert(proto.Int32Data, value => checked((ushort)value)), shape),
        ElementType.UInt8 => Tensor.Of(Convert(proto.Int32Data, value => checked((byte)value)), shape),
        ElementType.Boolean => Tensor.Of(Convert(proto.Int32Data, value => value != 0), shape),
        ElementType.Float16 => Tensor.Of(Convert(proto.Int32Data, value => BitConverter.UInt16BitsToHalf(checked((ushort)value))), shape),
        ElementType.BFloat16 => Tensor.OfBFloat16(Convert(proto.Int32Data, value => checked((ushort)value)), shape),
        ElementType.Int4 => Tensor.OfInt4(FourBits.Unpack(Convert(proto.Int32Data, value => checked((byte)value)), Count(shape)!.Value), shape),
        _ => Tensor.Of(Convert(proto.StringData, text => text.ToStringUtf8()), shape),
    };

    private static Tensor Raw(TensorProto proto, long[] shape)
    {
        var bytes = proto.RawData.Span;
        return (ElementType)proto.DataType switch
        {
            ElementType.Float32 => Tensor.Of(Copy<float>(bytes), shape),
            ElementType.Float64 => Tensor.Of(Copy<double>(bytes), shape),
            ElementType.Int64 => Tensor.Of(Copy<long>(bytes), shape),
            ElementType.Int32 => Tensor.Of(Copy<int>(bytes), shape),
            ElementType.Int16 => Tensor.Of(Copy<short>(bytes), shape),
            ElementType.Int8 => Tensor.Of(Copy<sbyte>(bytes), shape),
            ElementType.UInt64 => Tensor.Of(Copy<ulong>(bytes), shape),
            ElementType.UInt32 => Tensor.Of(Copy<uint>(bytes), shape),
            ElementType.UInt16 => Tensor.Of(Copy<ushort>(bytes), shape),
            ElementType.UInt8 => Tensor.Of(bytes.ToArray(), shape),
            ElementType.Float16 => Tensor.Of(Copy<Half>(bytes), shape),
            ElementType.BFloat16 => Tensor.OfBFloat16(Copy<ushort>(bytes), shape),
            ElementType.Int4 => Tensor.OfInt4(FourBits.Unpack(bytes, Count(shape)!.Value), shape),
            ElementType.Boolean => Tensor.Of(Array.ConvertAll(bytes.ToArray(), value => value != 0), shape),
            _ => Typed(proto, shape),
        };
    }

    // The standard stores bytes little-endian, as every machine that .NET and the engine support does.
    private static T[] Copy<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes).ToArray();

    private static TTo[] Convert<TFrom, TTo>(IReadOnlyList<TFrom> values, Func<TFrom, TTo> convert)
    {
        var converted = new TTo[values.Count];
        for (var i = 0; i < converted.Length; i++)
            converted[i] = convert(values[i]);
        return converted;
    }

    private static string Location(TensorProto proto) => proto.ExternalData.FirstOrDefault(entry => entry.Key == "location")?.Value ?? "";
}
