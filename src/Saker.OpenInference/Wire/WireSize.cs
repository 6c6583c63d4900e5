using System.Numerics;

namespace Saker.OpenInference.Wire;

/// <summary>How many bytes parts of a protobuf message take.</summary>
public static class WireSize
{
    public static int Varint(ulong value) => ((BitOperations.Log2(value | 1) * 9) + 73) >> 6;

    public static int Tag(int field) => Varint((ulong)field << 3);

    /// <summary>A field of bytes, a text, a message or a packed list of so many bytes, its tag included; it may be empty.</summary>
    public static int Bytes(int field, int length) => checked(Tag(field) + Varint((ulong)length) + length);

    /// <summary>As <see cref="Bytes"/>; nothing when there are none, as with texts and lists.</summary>
    public static int BytesUnlessEmpty(int field, int length) => length == 0 ? 0 : Bytes(field, length);

    /// <summary>The values of a packed list of numbers, without its tag and length.</summary>
    public static int Varints(ReadOnlySpan<long> values)
    {
        var size = 0;
        foreach (var value in values)
            size += Varint((ulong)value);
        return size;
    }
}
