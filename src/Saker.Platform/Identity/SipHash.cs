using System.Buffers.Binary;
using System.Numerics;

namespace Saker.Platform.Identity;

/// <summary>SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash of 64 bits that cannot be told from chance without the key.</summary>
internal static class SipHash
{
    public const int KeyLength = 16;

    public static ulong Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes)
    {
        var (k0, k1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
        var (v0, v1, v2, v3) = (k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573);
        var last = (ulong)bytes.Length << 56;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(bytes), ref v0, ref v1, ref v2, ref v3);
        for (var i = 0; i < bytes.Length; i++)
            last |= (ulong)bytes[i] << (8 * i);
        Absorb(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Absorb(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
