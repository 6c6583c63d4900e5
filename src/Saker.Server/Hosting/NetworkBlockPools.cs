using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Saker.Server.Hosting;

/// <summary>Gives Kestrel the memory between sockets and requests in blocks of <see cref="NetworkBlockPool.BlockBytes"/>.</summary>
internal sealed class NetworkBlockPools : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new NetworkBlockPool();
}
