using System.Buffers.Binary;

namespace Saker.OpenInference.Wire;

/// <summary>Writes a protobuf message into memory that is known to be large enough.</summary>
public ref struct WireWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Position { get; private set; }

    public void WriteTag(int field, WireType type) => WriteVarint(((ulong)field << 3) | (uint)type);

    public void WriteVarint(ulong value)
    {
        var at = Position;
        while (value >= 0x80)
        {
            _destination[at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _destination[at++] = (byte)value;
        Position = at;
    }

    /// <summary>The tag and the length of bytes, a text, a message or a packed list; the content is written next.</summary>
    public void WriteLength(int field, int length)
    {
        WriteTag(field, WireType.Length);
        WriteVarint((ulong)length);
    }

    /// <summary>Bytes or a text, also when empty.</summary>
    public void WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        WriteLength(field, bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>Bytes or a text; nothing when empty.</summary>
    public void WriteBytesUnlessEmpty(int field, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
            WriteBytes(field, bytes);
    }

    /// <summary>Numbers as a packed list; nothing when there are none.</summary>
    public void WriteVarints(int field, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;
        WriteLength(field, WireSize.Varints(values));
        foreach (var value in values)
            WriteVarint((ulong)value);
    }

    public void WriteInt32LittleEndian(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_destination[Position..], value);
        Position += sizeof(int);
    }

    /// <summary>Bytes as they are, without tag and length.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Position..]);
        Position += bytes.Length;
    }
}
