using System.Buffers;
using System.Buffers.Binary;

namespace Saker.OpenInference.Tensors;

/// <summary>The raw form of <see cref="Datatype.Bytes"/> elements: a little-endian 4-byte length, then as many bytes, one after the other.</summary>
public static class RawBytes
{
    /// <summary>Bytes before each element.</summary>
    public const int PrefixSize = 4;

    public static void Write(IBufferWriter<byte> writer, ReadOnlySpan<byte> element)
    {
        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(PrefixSize), element.Length);
        writer.Advance(PrefixSize);
        writer.Write(element);
    }

    /// <summary>Takes the next element off the front of <paramref name="rest"/>; false when it is cut short or at its end.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> element)
    {
        element = default;
        if (rest.Length < PrefixSize)
            return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (length > (uint)(rest.Length - PrefixSize))
            return false;
        element = rest.Slice(PrefixSize, (int)length);
        rest = rest[(PrefixSize + (int)length)..];
        return true;
    }
}
