using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Pieces of a file that tell by themselves whether they are whole: length (4 bytes), CRC-32C of the content (4 bytes), content.</summary>
internal static class LogFrames
{
    public const int HeadBytes = 8;

    public static byte[] Write(ReadOnlySpan<byte> content)
    {
        var frame = new byte[HeadBytes + content.Length];
        content.CopyTo(frame.AsSpan(HeadBytes));
        Head(frame);
        return frame;
    }

    /// <summary>Writes the head of a frame whose content is there, after the room for it.</summary>
    public static void Head(Span<byte> frame)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - HeadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame[HeadBytes..]));
    }

    /// <summary>The content of the frame at the beginning of the bytes; null when it is cut short or damaged.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        // An empty frame is what a file that grew without being written looks like.
        if (length <= 0 || length > bytes.Length - HeadBytes)
            return null;
        var content = bytes.Slice(HeadBytes, length);
        return Checksum(content) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) ? content.ToArray() : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
