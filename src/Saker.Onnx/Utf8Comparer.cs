using System.Runtime.InteropServices;

namespace Saker.Onnx;

/// <summary>Compares texts as UTF-8, also those that lie in a buffer. For tables whose keys no caller chooses: short texts get a hash that is quick and could be guessed.</summary>
public sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    private Utf8Comparer()
    {
    }

    /// <summary>The only one.</summary>
    public static Utf8Comparer Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        if (alternate.Length is >= 8 and <= 16)
            return Mix(MemoryMarshal.Read<ulong>(alternate), MemoryMarshal.Read<ulong>(alternate[^8..]), alternate.Length);
        if (alternate.Length is >= 4 and < 8)
            return Mix(MemoryMarshal.Read<uint>(alternate), MemoryMarshal.Read<uint>(alternate[^4..]), alternate.Length);
        if (alternate.Length is > 0 and < 4)
            return Mix(alternate[0], ((ulong)alternate[alternate.Length / 2] << 8) | alternate[^1], alternate.Length);
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    private static int Mix(ulong first, ulong last, int length)
    {
        var high = Math.BigMul(first ^ ((ulong)length * Factor), Factor ^ ulong.RotateLeft(last, 32), out var low);
        return (int)((high ^ low) >> 16);
    }
}
