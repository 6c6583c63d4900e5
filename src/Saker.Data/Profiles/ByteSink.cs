using System.Buffers.Binary;
using System.Text;

namespace Saker.Data.Profiles;

/// <summary>Bytes as they grow: numbers as LEB128, texts with their length.</summary>
internal sealed class ByteSink
{
    private byte[] _bytes = new byte[1_024];
    private int _used;

    public int Length => _used;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _used);

    public void Byte(byte value) => Room(1)[0] = value;

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void Fixed(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    public void Real(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);

    /// <summary>A number from 0, seven bits a byte.</summary>
    public void Count(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    public void Count(long value) => Count(checked((ulong)value));

    /// <summary>A number with a sign, small ones in few bytes.</summary>
    public void Signed(long value) => Count((ulong)(value << 1 ^ value >> 63));

    public void Counts(ReadOnlySpan<long> values)
    {
        foreach (var value in values)
            Count(value);
    }

    public void Text(string text)
    {
        Count(Encoding.UTF8.GetByteCount(text));
        Raw(Encoding.UTF8.GetBytes(text));
    }

    private Span<byte> Room(int bytes)
    {
        if (_used + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _used + bytes));
        _used += bytes;
        return _bytes.AsSpan(_used - bytes, bytes);
    }
}
