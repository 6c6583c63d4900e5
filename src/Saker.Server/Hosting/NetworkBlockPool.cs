using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Saker.Server.Hosting;

/// <summary>
/// Pinned blocks of one size. A socket is read a block at a time, and HTTP/2 copies a body from block to block: with blocks larger than
/// Kestrel's own (4 KiB) a batch of rows takes a few calls of the system in place of dozens. Thread-safe.
/// </summary>
internal sealed class NetworkBlockPool : MemoryPool<byte>
{
    /// <summary>Measured with requests of 80 KB: half of it costs a tenth more processor time, twice of it no less.</summary>
    public const int BlockBytes = 32 * 1024;

    // Blocks that come back when as many are free, 16 MiB, are left to the collector.
    internal const int MaxFree = 512;

    private readonly ConcurrentQueue<Block> _free = new();
    private volatile bool _isDisposed;
    private int _freeCount;

    public override int MaxBufferSize => BlockBytes;

    /// <summary>How many blocks wait to be used again; while others come and go, about so many.</summary>
    public int FreeCount => Volatile.Read(ref _freeCount);

    /// <param name="minBufferSize">At most a block; -1 for any size.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than a block is asked for.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_free.TryDequeue(out var block))
            return new Block(this);
        Interlocked.Decrement(ref _freeCount);
        return block;
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _free.Clear();
    }

    private void Return(Block block)
    {
        if (_isDisposed)
            return;
        if (Interlocked.Increment(ref _freeCount) <= MaxFree)
            _free.Enqueue(block);
        else
            Interlocked.Decrement(ref _freeCount);
    }

    private sealed class Block(NetworkBlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true), 0, BlockBytes);

        public void Dispose() => pool.Return(this);
    }
}
