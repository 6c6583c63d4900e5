using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Saker.OpenInference.Tensors;

namespace Saker.Conformance.Samples;

/// <summary>Tensors as bytes: little-endian, row-major, a BOOL as one byte, a text as its length in 4 bytes and its UTF-8.</summary>
internal static class RawTensor
{
    /// <summary>Bytes of one element; 0 for texts.</summary>
    public static int SizeOf(string datatype) => Datatypes.TryParse(datatype, out var known) ? known.Size() : 0;

    public static byte[] ToBytes(this SampleTensor tensor)
    {
        using var stream = new MemoryStream();
        Span<byte> buffer = stackalloc byte[8];
        foreach (var value in tensor.Data)
        {
            if (tensor.Datatype == "BYTES")
            {
                var text = Encoding.UTF8.GetBytes(value.GetValue<string>());
                BinaryPrimitives.WriteInt32LittleEndian(buffer, text.Length);
                stream.Write(buffer[..4]);
                stream.Write(text);
                continue;
            }
            stream.Write(buffer[..Write(tensor.Datatype, value, buffer)]);
        }
        return stream.ToArray();
    }

    private static int Write(string datatype, JsonNode value, Span<byte> buffer)
    {
        switch (datatype)
        {
            case "BOOL":
                buffer[0] = (byte)(value.ToJsonString() is "true" or "1" ? 1 : 0);
                return 1;
            case "FP16":
                BinaryPrimitives.WriteHalfLittleEndian(buffer, (Half)Number(value));
                return 2;
            case "BF16":
                // The upper half of a float; what is made up is exact in it.
                BinaryPrimitives.WriteUInt16LittleEndian(buffer, (ushort)(BitConverter.SingleToUInt32Bits((float)Number(value)) >> 16));
                return 2;
            case "FP32":
                BinaryPrimitives.WriteSingleLittleEndian(buffer, (float)Number(value));
                return 4;
            case "FP64":
                BinaryPrimitives.WriteDoubleLittleEndian(buffer, Number(value));
                return 8;
            case "UINT64":
                BinaryPrimitives.WriteUInt64LittleEndian(buffer, ulong.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
                return 8;
            default:
                // The low bytes of a number in range are the number.
                BinaryPrimitives.WriteInt64LittleEndian(buffer, long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
                return SizeOf(datatype);
        }
    }

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>How many elements the bytes hold; null when they are no whole number of them.</summary>
    public static long? CountElements(string datatype, ReadOnlySpan<byte> bytes)
    {
        if (datatype != "BYTES")
            return SizeOf(datatype) is > 0 and var size && bytes.Length % size == 0 ? bytes.Length / size : null;
        var count = 0L;
        while (RawBytes.TryRead(ref bytes, out _))
            count++;
        return bytes.IsEmpty ? count : null;
    }
}
