using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Saker.OpenInference.Framing;

namespace Saker.Server.Grpc;

/// <summary>Takes messages out of a request's body, one after the other.</summary>
internal sealed class GrpcReader(PipeReader body, int maxMessageBytes, bool isGzip)
{
    // A length is only a claim: memory grows with what has come.
    private const int MaxFirstRent = 1 << 20;

    private bool _isAtEnd;

    /// <summary>The next message; null at the end.</summary>
    /// <exception cref="GrpcException">The body is not well framed, or a message is too large.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GrpcMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var result = await body.ReadAtLeastAsync(GrpcFrame.PrefixSize, cancellationToken);
        if (result.Buffer.IsEmpty)
            return null;
        var (isCompressed, length) = ReadPrefix(result.Buffer);
        var message = await ReadMessageAsync(result, length, cancellationToken);
        if (!isCompressed)
            return message;
        using (message)
        {
            var unpacked = GrpcFrame.Decompress(message.Bytes, maxMessageBytes);
            return new GrpcMessage(unpacked, unpacked.Length, isPooled: false);
        }
    }

    /// <summary>The only message of the request.</summary>
    /// <exception cref="GrpcException">There is none, or more than one, or it is not well framed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GrpcMessage> ReadOnlyAsync(CancellationToken cancellationToken)
    {
        var message = await ReadAsync(cancellationToken) ?? throw new GrpcException(GrpcStatusCode.InvalidArgument, "The request has no message.");
        if (_isAtEnd)
            return message;
        try
        {
            if (await body.ReadAsync(cancellationToken) is { Buffer.IsEmpty: true, IsCompleted: true })
                return message;
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "The request has something after its message; this method takes one message.");
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    // Leaves it where it is: what has come behind it is taken together with it.
    private (bool IsCompressed, int Length) ReadPrefix(ReadOnlySequence<byte> came)
    {
        try
        {
            if (came.Length < GrpcFrame.PrefixSize)
                throw new GrpcException(GrpcStatusCode.InvalidArgument, "The body ends within the 5 bytes before a message.");
            Span<byte> prefix = stackalloc byte[GrpcFrame.PrefixSize];
            came.Slice(0, GrpcFrame.PrefixSize).CopyTo(prefix);
            var (isCompressed, length) = GrpcFrame.ReadPrefix(prefix, maxMessageBytes);
            if (isCompressed && !isGzip)
                throw new GrpcException(GrpcStatusCode.InvalidArgument, "The message says that it is packed, and the request has no grpc-encoding that says how.");
            return (isCompressed, length);
        }
        catch (GrpcException)
        {
            body.AdvanceTo(came.End);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<GrpcMessage> ReadMessageAsync(ReadResult result, int length, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(length, MaxFirstRent));
        var have = 0;
        try
        {
            var came = result.Buffer.Slice(GrpcFrame.PrefixSize);
            while (true)
            {
                var part = came.Slice(0, Math.Min(length - have, came.Length));
                buffer = Grow(buffer, have, have + (int)part.Length);
                part.CopyTo(buffer.AsSpan(have));
                have += (int)part.Length;
                _isAtEnd = result.IsCompleted && part.Length == came.Length;
                body.AdvanceTo(part.End);
                if (have == length)
                    return new GrpcMessage(buffer, length, isPooled: true);
                if (result.IsCompleted)
                    throw new GrpcException(GrpcStatusCode.InvalidArgument, $"The body ends within a message: it says {length} bytes and has {have}.");
                result = await body.ReadAsync(cancellationToken);
                came = result.Buffer;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int have, int wanted)
    {
        if (wanted <= buffer.Length)
            return buffer;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(wanted, buffer.Length * 2L)));
        buffer.AsSpan(0, have).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
