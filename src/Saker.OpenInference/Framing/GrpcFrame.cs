using System.Buffers.Binary;
using System.IO.Compression;

namespace Saker.OpenInference.Framing;

/// <summary>How a message lies in a gRPC body: a flag byte (1: compressed), its length as 4 bytes big-endian, then the message.</summary>
public static class GrpcFrame
{
    /// <summary>Bytes before each message.</summary>
    public const int PrefixSize = 5;

    public static void WritePrefix(Span<byte> destination, bool isCompressed, int length)
    {
        destination[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], length);
    }

    /// <summary>Reads a prefix.</summary>
    /// <exception cref="GrpcException">The flag is neither 0 nor 1 (<see cref="GrpcStatusCode.InvalidArgument"/>), or the message is
    /// larger than <paramref name="maxLength"/> (<see cref="GrpcStatusCode.ResourceExhausted"/>).</exception>
    public static (bool IsCompressed, int Length) ReadPrefix(ReadOnlySpan<byte> prefix, int maxLength)
    {
        if (prefix[0] > 1)
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"The message starts with flag {prefix[0]}; 0 (plain) and 1 (compressed) are known.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > (uint)maxLength)
            throw new GrpcException(GrpcStatusCode.ResourceExhausted, $"The message has {length} bytes; at most {maxLength} are taken.");
        return (prefix[0] == 1, (int)length);
    }

    /// <summary>Packs a message with gzip.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(message);
        return packed.ToArray();
    }

    /// <summary>Unpacks a gzip message, and no more of it than is allowed.</summary>
    /// <exception cref="GrpcException">It is no gzip (<see cref="GrpcStatusCode.InvalidArgument"/>), or would be larger than
    /// <paramref name="maxLength"/> (<see cref="GrpcStatusCode.ResourceExhausted"/>).</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> packed, int maxLength)
    {
        using var gzip = new GZipStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
        using var message = new MemoryStream();
        var chunk = new byte[16 * 1024];
        try
        {
            while (gzip.Read(chunk) is > 0 and var read)
            {
                if (message.Length + read > maxLength)
                    throw new GrpcException(GrpcStatusCode.ResourceExhausted, $"The message unpacks to more than {maxLength} bytes; at most that many are taken.");
                message.Write(chunk, 0, read);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new GrpcException(new GrpcStatus(GrpcStatusCode.InvalidArgument, "The message says that it is packed with gzip and is not."), exception);
        }
        return message.ToArray();
    }
}
