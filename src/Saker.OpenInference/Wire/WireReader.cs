using System.Buffers.Binary;

namespace Saker.OpenInference.Wire;

/// <summary>
/// Reads the fields of a protobuf message where it lies, without making objects. A field's value is to be read or skipped before the
/// next tag is. Whatever the bytes are, it reads within them or throws <see cref="WireException"/>.
/// </summary>
public ref struct WireReader(ReadOnlySpan<byte> message)
{
    // Groups inside groups; generated readers stop at the same depth.
    private const int MaxDepth = 100;

    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Where in the message the next byte is read.</summary>
    public int Position { get; private set; }

    /// <summary>The field whose value comes next.</summary>
    public int Field { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>Reads the next tag; false at the end of the message.</summary>
    public bool TryReadTag()
    {
        if (Position == _message.Length)
            return false;
        // Longer tags count by their lower half, as in generated readers.
        var tag = (uint)ReadVarint();
        if (tag >> 3 == 0 || (tag & 7) > (int)WireType.Fixed32)
            throw new WireException($"The message has no valid field at byte {Position}.");
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        return true;
    }

    public ulong ReadVarint()
    {
        var rest = _message[Position..];
        if (rest.Length > 0 && rest[0] < 0x80)
        {
            Position++;
            return rest[0];
        }
        var value = 0UL;
        for (var index = 0; index < 10 && index < rest.Length; index++)
        {
            value |= (ulong)(rest[index] & 0x7f) << (7 * index);
            if (rest[index] < 0x80)
            {
                Position += index + 1;
                return value;
            }
        }
        throw new WireException(rest.Length < 10 ? "The message ends within a number." : $"The number at byte {Position} is longer than 10 bytes.");
    }

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads bytes, a text, a message or a packed list.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)(_message.Length - Position) ? Take((int)length) : throw new WireException($"The message ends within field {Field}.");
    }

    /// <summary>As <see cref="ReadBytes"/>, as the place in the message.</summary>
    public WireSlice ReadSlice()
    {
        var length = ReadBytes().Length;
        return new WireSlice(Position - length, length);
    }

    /// <summary>Passes over the value of the field.</summary>
    public void Skip() => Skip(0);

    private void Skip(int depth)
    {
        switch (Type)
        {
            case WireType.Varint: ReadVarint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Length: ReadBytes(); break;
            case WireType.Fixed32: Take(4); break;
            case WireType.StartGroup: SkipGroup(depth); break;
            default: throw new WireException($"The message ends group {Field}, which it did not start.");
        }
    }

    private void SkipGroup(int depth)
    {
        if (depth == MaxDepth)
            throw new WireException($"The message has groups inside groups, more than {MaxDepth} deep.");
        var group = Field;
        while (TryReadTag())
        {
            if (Type == WireType.EndGroup)
            {
                if (Field != group)
                    throw new WireException($"The message ends group {Field} within group {group}.");
                return;
            }
            Skip(depth + 1);
        }
        throw new WireException($"The message ends within group {group}.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _message.Length - Position)
            throw new WireException($"The message ends within field {Field}.");
        var taken = _message.Slice(Position, count);
        Position += count;
        return taken;
    }
}
