using System.Buffers;

namespace Saker.Server.Grpc;

/// <summary>A message in a pooled buffer; dispose it once, when it has been read.</summary>
internal readonly struct GrpcMessage(byte[] buffer, int length, bool isPooled) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    public void Dispose()
    {
        if (isPooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
