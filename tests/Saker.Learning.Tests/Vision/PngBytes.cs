using System.Buffers.Binary;
using System.IO.Compression;

namespace Saker.Learning.Tests.Vision;

/// <summary>PNG files written byte by byte, as the standard (ISO/IEC 15948) has them: 8 bits a channel, no filter.</summary>
internal static class PngBytes
{
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 grey, 2 with cover, 3 colours, 4 with cover.</param>
    /// <param name="pixels">Row by row, channels together.</param>
    public static byte[] Of(int width, int height, int channels, byte[] pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, row * width * channels, width * channels);
            }
        return [.. (byte[])[137, 80, 78, 71, 13, 10, 26, 10], .. Header(width, height, channels), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>A file that says it has so many pixels and holds next to none.</summary>
    public static byte[] Claiming(int width, int height) => [.. (byte[])[137, 80, 78, 71, 13, 10, 26, 10], .. Header(width, height, 3), .. Chunk("IDAT"u8, [0x78, 0x9C, 0, 0]), .. Chunk("IEND"u8, [])];

    private static byte[] Header(int width, int height, int channels)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 });
        return Chunk("IHDR"u8, header);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        kind.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
