using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Saker.Server.Hosting;

/// <summary>
/// Pinned blocks of one size, which all pools of a server take from and give back to. A socket is read a block at a time, and HTTP/2 copies a
/// body from block to block: with blocks larger than Kestrel's own (4 KiB) a batch of rows takes a few calls of the system in place of dozens.
/// Thread-safe.
/// </summary>
/// <remarks>
/// A connection that waits for its next request holds no block, but for those of <see cref="GrpcSockets"/>; one whose request or answer is under way holds at least one, so the price is
/// memory: 2,000 clients in the middle of a request hold 64 MB or more, and only the limit on free blocks is ours.
/// </remarks>
internal sealed class NetworkBlocks
{
    /// <summary>Measured with requests of 80 KB: half of it costs a tenth more processor time, twice of it no less.</summary>
    public const int BlockBytes = 32 * 1024;

    /// <summary>Blocks that come back when as many are free, 16 MiB over all pools, are left to the collector.</summary>
    public const int MaxFree = 512;

    private readonly ConcurrentQueue<Block> _free = new();
    private int _freeCount;
    private int _leastFree;

    /// <summary>How many blocks wait to be used again; while others come and go, about so many.</summary>
    public int FreeCount => Volatile.Read(ref _freeCount);

    public IMemoryOwner<byte> Rent()
    {
        if (!_free.TryDequeue(out var block))
        {
            Volatile.Write(ref _leastFree, 0);
            return new Block(this);
        }
        // Two who write at once may leave the larger count: some blocks too many are given back then, and made anew when they are needed.
        var left = Interlocked.Decrement(ref _freeCount);
        if (left < Volatile.Read(ref _leastFree))
            Volatile.Write(ref _leastFree, left);
        return block;
    }

    /// <summary>Leaves those blocks to the collector that nobody has needed since the last call: as many as were free all the time.</summary>
    public void LetGoUnused()
    {
        for (var unused = Volatile.Read(ref _leastFree); unused > 0 && _free.TryDequeue(out _); unused--)
            Interlocked.Decrement(ref _freeCount);
        Volatile.Write(ref _leastFree, FreeCount);
    }

    private void Return(Block block)
    {
        if (Interlocked.Increment(ref _freeCount) <= MaxFree)
            _free.Enqueue(block);
        else
            Interlocked.Decrement(ref _freeCount);
    }

    private sealed class Block(NetworkBlocks blocks) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true), 0, BlockBytes);

        public void Dispose() => blocks.Return(this);
    }
}
