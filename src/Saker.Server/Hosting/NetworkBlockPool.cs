using System.Buffers;

namespace Saker.Server.Hosting;

/// <summary>What Kestrel takes blocks from: it makes one of these per queue of sockets and address. The blocks are those of all. Thread-safe.</summary>
internal sealed class NetworkBlockPool(NetworkBlocks blocks) : MemoryPool<byte>
{
    private volatile bool _isDisposed;

    public override int MaxBufferSize => NetworkBlocks.BlockBytes;

    /// <param name="minBufferSize">At most a block; -1 for any size.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than a block is asked for.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, NetworkBlocks.BlockBytes);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return blocks.Rent();
    }

    protected override void Dispose(bool disposing) => _isDisposed = true;
}
