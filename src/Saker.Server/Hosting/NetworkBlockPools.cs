using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Saker.Server.Hosting;

/// <summary>
/// Gives Kestrel the memory between sockets and requests in blocks of <see cref="NetworkBlocks.BlockBytes"/>. However many pools it asks for, the
/// free blocks are counted once, and those that nobody needs are let go.
/// </summary>
internal sealed class NetworkBlockPools : IMemoryPoolFactory<byte>, IDisposable
{
    /// <summary>What a burst left is let go at the second look at the latest.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly ITimer _looks;

    public NetworkBlockPools(TimeProvider time) => _looks = time.CreateTimer(_ => Blocks.LetGoUnused(), null, LookEvery, LookEvery);

    public NetworkBlocks Blocks { get; } = new();

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new NetworkBlockPool(Blocks);

    public void Dispose() => _looks.Dispose();
}
