using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

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

    /// <summary>Reads a frame of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">Where the frame begins.</param>
    /// <param name="buffer">Memory that is used again, made larger where it must be.</param>
    /// <param name="content">The frame's content, in the buffer.</param>
    /// <returns>False at the end of the file, and where a frame is cut short or damaged.</returns>
    public static bool TryRead(SafeFileHandle file, long at, ref byte[] buffer, out ArraySegment<byte> content)
    {
        content = default;
        Span<byte> head = stackalloc byte[HeadBytes];
        if (!HasAll(file, at, head, out var length))
            return false;
        if (buffer.Length < length)
            buffer = new byte[Math.Max(length, 2 * buffer.Length)];
        content = new ArraySegment<byte>(buffer, 0, length);
        return Read(file, content, at + HeadBytes) == length && Checksum(content) == BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
    }

    /// <summary>Whether what begins there, and could not be read, has all the bytes that it tells of: it was changed. What is shorter than it says, or empty, was cut short.</summary>
    public static bool IsDamaged(SafeFileHandle file, long at) => HasAll(file, at, stackalloc byte[HeadBytes], out _);

    /// <summary>Reads the head of a frame, and whether the file has all bytes that it tells of.</summary>
    private static bool HasAll(SafeFileHandle file, long at, Span<byte> head, out int length)
    {
        length = Read(file, head, at) < HeadBytes ? 0 : BinaryPrimitives.ReadInt32LittleEndian(head);
        // An empty frame is what a file that grew without being written looks like.
        return length > 0 && length <= RandomAccess.GetLength(file) - at - HeadBytes;
    }

    /// <summary>Reads until the buffer is full or the file ends; gives how many bytes.</summary>
    private static int Read(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes[read..], offset + read) is var more and > 0)
            read += more;
        return read;
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
