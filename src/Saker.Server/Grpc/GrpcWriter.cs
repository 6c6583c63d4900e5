using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;
using Saker.OpenInference.Framing;

namespace Saker.Server.Grpc;

/// <summary>Puts messages into an answer's body, one after the other.</summary>
internal sealed class GrpcWriter(PipeWriter body, bool isGzip)
{
    // Smaller answers leave together with the status at their end.
    private const int MaxUnflushedBytes = 64 * 1024;

    /// <summary>Memory for a message of a size, with room for the prefix before it. Hand it to <see cref="SendAsync(byte[], int, bool, CancellationToken)"/>.</summary>
    public static byte[] Rent(int size) => ArrayPool<byte>.Shared.Rent(checked(GrpcFrame.PrefixSize + size));

    public ValueTask SendAsync(IMessage message, bool mayWait, CancellationToken cancellationToken)
    {
        var size = message.CalculateSize();
        var frame = Rent(size);
        message.WriteTo(frame.AsSpan(GrpcFrame.PrefixSize, size));
        return SendAsync(frame, size, mayWait, cancellationToken);
    }

    /// <param name="frame">From <see cref="Rent"/>, the message after the room for the prefix; given back to the pool here.</param>
    /// <param name="size">The bytes of the message.</param>
    /// <param name="mayWait">Whether the answer ends right after it, so that it need not be sent at once.</param>
    /// <param name="cancellationToken">Cancels waiting for the client to take it.</param>
    public async ValueTask SendAsync(byte[] frame, int size, bool mayWait, CancellationToken cancellationToken)
    {
        try
        {
            if (isGzip)
            {
                var packed = GrpcFrame.Compress(frame.AsSpan(GrpcFrame.PrefixSize, size));
                GrpcFrame.WritePrefix(body.GetSpan(GrpcFrame.PrefixSize), isCompressed: true, packed.Length);
                body.Advance(GrpcFrame.PrefixSize);
                body.Write(packed);
            }
            else
            {
                GrpcFrame.WritePrefix(frame, isCompressed: false, size);
                body.Write(frame.AsSpan(0, GrpcFrame.PrefixSize + size));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
        if (!mayWait || size > MaxUnflushedBytes)
            await body.FlushAsync(cancellationToken);
    }
}
