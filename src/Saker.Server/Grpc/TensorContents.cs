using System.Buffers.Binary;
using System.Text.Unicode;
using Saker.Onnx.Batches;
using Saker.OpenInference.Tensors;
using Saker.OpenInference.Wire;

namespace Saker.Server.Grpc;

/// <summary>
/// Puts elements of a request into the memory of a call. Each method gives what is wrong, or null, and gives the buffer its shape
/// only when the data is there: a shape alone must not make anybody allocate.
/// </summary>
internal static class TensorContents
{
    private const string NoUtf8 = "holds text that is not UTF-8.";

    /// <summary>From an entry of <c>raw_input_contents</c>.</summary>
    public static string? FillRaw(TensorBuffer buffer, Datatype datatype, ReadOnlySpan<long> shape, long count, ReadOnlySpan<byte> raw)
    {
        if (datatype == Datatype.Bytes)
            return FillRawTexts(buffer, shape, count, raw);
        if (raw.Length != count * datatype.Size())
            return $"has {raw.Length} raw bytes; its shape and datatype need {count * datatype.Size()}.";
        // As over HTTP: the engine must see no other, and what a client means by them nobody knows.
        if (datatype == Datatype.Bool && raw.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and var wrong)
            return $"has the byte {raw[wrong]} as element {wrong}; a BOOL is 0 or 1.";
        buffer.Reset(shape);
        raw.CopyTo(buffer.Bytes);
        return null;
    }

    /// <summary>From its <c>contents</c>.</summary>
    /// <param name="input">The message that <paramref name="contents"/> are places in.</param>
    public static string? FillTyped(TensorBuffer buffer, Datatype datatype, ReadOnlySpan<long> shape, long count, ReadOnlySpan<byte> input, IReadOnlyList<WireSlice> contents)
    {
        if (datatype.IsRawOnly())
            return $"is {datatype.Name()}, which can be sent only in raw_input_contents.";
        var size = 0L;
        foreach (var part in contents)
            size += part.Length;
        // The smallest form of an element is one byte of a number, or the tag and length of an empty text.
        var smallest = datatype switch { Datatype.Fp32 => 4, Datatype.Fp64 => 8, Datatype.Bytes => 2, _ => 1 };
        if (count > size / smallest)
            return $"has fewer elements in its contents than its shape needs, which is {count}.";
        buffer.Reset(shape);
        var filled = 0L;
        foreach (var part in contents)
            if (Append(buffer, datatype, part.Of(input), ref filled) is { } problem)
                return problem;
        return filled == count ? null : $"has {filled} elements in its contents; its shape needs {count}.";
    }

    /// <summary>Whether there is any element in the contents.</summary>
    /// <exception cref="WireException">They cannot be read.</exception>
    public static bool HasElements(ReadOnlySpan<byte> contents)
    {
        var reader = new WireReader(contents);
        var hasElements = false;
        while (reader.TryReadTag())
        {
            var isPacked = reader.Type == WireType.Length && reader.Field != Datatype.Bytes.ContentsField();
            var isKnown = reader.Field is >= 1 and <= 8;
            if (isPacked)
                hasElements |= reader.ReadBytes().Length > 0 && isKnown;
            else
            {
                reader.Skip();
                hasElements |= isKnown;
            }
        }
        return hasElements;
    }

    // Counts on past the shape's end, so that the message can say how many there are.
    private static string? Append(TensorBuffer buffer, Datatype datatype, ReadOnlySpan<byte> contents, ref long filled)
    {
        var field = datatype.ContentsField();
        var reader = new WireReader(contents);
        while (reader.TryReadTag())
        {
            if (reader.Field != field)
            {
                var isOther = reader.Field is >= 1 and <= 8;
                var before = reader.Position;
                reader.Skip();
                // An empty packed list is one byte of length.
                if (isOther && (reader.Type != WireType.Length || reader.Field == 8 || reader.Position - before > 1))
                    return $"is {datatype.Name()} and has elements in field {reader.Field} of its contents; they belong in field {field}.";
                continue;
            }
            var problem = datatype switch
            {
                Datatype.Bytes => reader.Type == WireType.Length ? AppendText(buffer, reader.ReadBytes(), ref filled) : Pass(ref reader),
                Datatype.Fp32 or Datatype.Fp64 => AppendFixed(buffer, datatype.Size(), ref reader, ref filled),
                _ => AppendVarints(buffer, datatype, ref reader, ref filled),
            };
            if (problem is not null)
                return problem;
        }
        return null;
    }

    private static string? AppendFixed(TensorBuffer buffer, int size, ref WireReader reader, ref long filled)
    {
        if (reader.Type == WireType.Length)
        {
            var packed = reader.ReadBytes();
            if (packed.Length % size != 0)
                throw new WireException($"A packed list of {size}-byte numbers has {packed.Length} bytes.");
            if (filled + (packed.Length / size) <= buffer.Count)
                packed.CopyTo(buffer.Bytes[(int)(filled * size)..]);
            filled += packed.Length / size;
            return null;
        }
        if (reader.Type != (size == 4 ? WireType.Fixed32 : WireType.Fixed64))
            return Pass(ref reader);
        var value = size == 4 ? reader.ReadFixed32() : reader.ReadFixed64();
        if (filled < buffer.Count && size == 4)
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.Bytes[(int)(filled * 4)..], (uint)value);
        else if (filled < buffer.Count)
            BinaryPrimitives.WriteUInt64LittleEndian(buffer.Bytes[(int)(filled * 8)..], value);
        filled++;
        return null;
    }

    private static string? AppendVarints(TensorBuffer buffer, Datatype datatype, ref WireReader reader, ref long filled)
    {
        if (reader.Type == WireType.Varint)
            return AppendVarint(buffer, datatype, reader.ReadVarint(), ref filled);
        if (reader.Type != WireType.Length)
            return Pass(ref reader);
        var packed = reader.ReadBytes();
        var list = new WireReader(packed);
        while (list.Position < packed.Length)
            if (AppendVarint(buffer, datatype, list.ReadVarint(), ref filled) is { } problem)
                return problem;
        return null;
    }

    private static string? AppendVarint(TensorBuffer buffer, Datatype datatype, ulong value, ref long filled)
    {
        var index = filled++;
        if (index >= buffer.Count)
            return null;
        var target = buffer.Bytes[(int)(index * datatype.Size())..];
        switch (datatype)
        {
            case Datatype.Bool: target[0] = value != 0 ? (byte)1 : (byte)0; return null;
            case Datatype.Int64 or Datatype.UInt64: BinaryPrimitives.WriteUInt64LittleEndian(target, value); return null;
            case Datatype.Int32 or Datatype.UInt32: BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)value); return null;
            case Datatype.Int16 when (short)value == (int)value: BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value); return null;
            case Datatype.UInt16 when (ushort)value == (uint)value: BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value); return null;
            case Datatype.Int8 when (sbyte)value == (int)value: target[0] = (byte)value; return null;
            case Datatype.UInt8 when (byte)value == (uint)value: target[0] = (byte)value; return null;
            default: return $"has {(datatype is Datatype.Int8 or Datatype.Int16 ? (int)value : (uint)value)} as element {index}, which is no {datatype.Name()}.";
        }
    }

    private static string? FillRawTexts(TensorBuffer buffer, ReadOnlySpan<long> shape, long count, ReadOnlySpan<byte> raw)
    {
        if (count > raw.Length / RawBytes.PrefixSize)
            return $"has {raw.Length} raw bytes, too few for {count} texts with 4 bytes of length before each.";
        buffer.Reset(shape);
        var rest = raw;
        for (var index = 0; index < count; index++)
        {
            if (!RawBytes.TryRead(ref rest, out var text))
                return $"has raw bytes that end within text {index} of {count}.";
            if (!Utf8.IsValid(text))
                return NoUtf8;
            buffer.SetText(index, text);
        }
        return rest.IsEmpty ? null : $"has {rest.Length} raw bytes left after its {count} texts.";
    }

    private static string? AppendText(TensorBuffer buffer, ReadOnlySpan<byte> text, ref long filled)
    {
        var index = filled++;
        if (index >= buffer.Count)
            return null;
        if (!Utf8.IsValid(text))
            return NoUtf8;
        buffer.SetText((int)index, text);
        return null;
    }

    // A known field in a form that is not its own counts as an unknown one, as in generated readers.
    private static string? Pass(ref WireReader reader)
    {
        reader.Skip();
        return null;
    }
}
