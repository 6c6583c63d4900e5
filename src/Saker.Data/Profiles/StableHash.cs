using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Saker.Data.Profiles;

/// <summary>64-bit hashes that are the same in every process, unlike <see cref="object.GetHashCode"/>. Not for secrets.</summary>
public static class StableHash
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public static ulong Of(long value) => Mix((ulong)value + Prime);

    /// <summary>Equal numbers hash alike, also 0 and -0.</summary>
    public static ulong Of(double value) => Of(BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value));

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = (ulong)text.Length * Prime;
        var bytes = MemoryMarshal.AsBytes(text);
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Step(hash, MemoryMarshal.Read<ulong>(bytes));
        var rest = 0UL;
        for (var i = 0; i < bytes.Length; i++)
            rest |= (ulong)bytes[i] << (8 * i);
        return Mix(Step(hash, rest));
    }

    /// <summary>The hash of a text by its bytes in UTF-8; the same as that of its characters.</summary>
    public static ulong OfUtf8(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length * Prime;
        var rest = text;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            var four = MemoryMarshal.Read<uint>(rest);
            if ((four & 0x80808080) != 0)
                return OfTranscoded(text);
            hash = Step(hash, Widen(four));
        }
        var last = 0U;
        for (var i = 0; i < rest.Length; i++)
            last |= (uint)rest[i] << (8 * i);
        return (last & 0x80808080) != 0 ? OfTranscoded(text) : Mix(Step(hash, Widen(last)));
    }

    /// <summary>The hash of bytes that are no text.</summary>
    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * Prime;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Step(hash, MemoryMarshal.Read<ulong>(bytes));
        var rest = 0UL;
        for (var i = 0; i < bytes.Length; i++)
            rest |= (ulong)bytes[i] << (8 * i);
        return Mix(Step(hash, rest));
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Four ASCII bytes as four UTF-16 units.</summary>
    private static ulong Widen(uint four)
    {
        var wide = (four | ((ulong)four << 16)) & 0x0000FFFF0000FFFF;
        return (wide | (wide << 8)) & 0x00FF00FF00FF00FF;
    }

    private static ulong OfTranscoded(ReadOnlySpan<byte> text)
    {
        const int onStack = 512;
        var rented = text.Length > onStack ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        try
        {
            var units = rented ?? stackalloc char[onStack];
            return Of(units[..Encoding.UTF8.GetChars(text, units)]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static ulong Step(ulong hash, ulong word) => BitOperations.RotateLeft((hash ^ Mix(word + Prime)) * Prime, 29);
}
