namespace Saker.Onnx;

/// <summary>Whole numbers of four bits as the standard stores them: two in a byte, the first in its lower half.</summary>
internal static class FourBits
{
    private const int Bits = 4;
    private const int Mask = 15;

    /// <summary>Bytes that so many numbers take.</summary>
    public static long Bytes(long count) => count / 2 + count % 2;

    public static byte[] Pack(ReadOnlySpan<sbyte> values)
    {
        var packed = new byte[Bytes(values.Length)];
        for (var i = 0; i < values.Length; i++)
            packed[i / 2] |= (byte)((values[i] & Mask) << (i % 2 * Bits));
        return packed;
    }

    public static sbyte[] Unpack(ReadOnlySpan<byte> packed, long count)
    {
        var values = new sbyte[count];
        for (var i = 0; i < values.Length; i++)
        {
            var half = packed[i / 2] >> (i % 2 * Bits) & Mask;
            values[i] = (sbyte)(half > 7 ? half - Mask - 1 : half);
        }
        return values;
    }
}
