using System.Buffers.Binary;
using System.Text;

namespace Saker.Data.Profiles;

/// <summary>Reads what <see cref="ByteSink"/> wrote, and trusts none of it: nothing is made that is longer than the bytes that are left.</summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Left => _rest.Length;

    public byte Byte() => Raw(1)[0];

    public ReadOnlySpan<byte> Raw(int count)
    {
        if (count > _rest.Length)
            throw ProfileFault.Wrong("its bytes are cut short.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Raw(8));

    public double Real() => BinaryPrimitives.ReadDoubleLittleEndian(Raw(8));

    /// <summary>A number from 0 that fits 63 bits.</summary>
    public long Count() => Number() is var value and <= long.MaxValue ? (long)value : throw ProfileFault.Wrong("a count is too large.");

    public long Signed() => Number() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    /// <summary>How many items follow, each of which takes at least so many bytes.</summary>
    public int Items(int leastBytes = 1) => Count() is var count && count <= Left / leastBytes ? (int)count : throw ProfileFault.Wrong("it counts more than its bytes can hold.");

    public long[] Counts(int count)
    {
        if (count > Left)
            throw ProfileFault.Wrong("its bytes are cut short.");
        var counts = new long[count];
        for (var i = 0; i < count; i++)
            counts[i] = Count();
        return counts;
    }

    public string Text() => Encoding.UTF8.GetString(Raw(Items()));

    public ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw ProfileFault.Wrong("a number has too many bytes.");
    }
}
