using Saker.Server.Hosting;

namespace Saker.Server.Tests.Hosting;

public sealed class NetworkBlockPoolTests
{
    [Fact]
    public void A_block_that_came_back_is_given_again()
    {
        using var pool = new NetworkBlockPool();
        var first = pool.Rent();
        var memory = first.Memory;
        first.Dispose();

        using var second = pool.Rent(minBufferSize: 100);

        Assert.Equal(NetworkBlockPool.BlockBytes, second.Memory.Length);
        Assert.True(memory.Equals(second.Memory));
        Assert.Equal(0, pool.FreeCount);
    }

    [Fact]
    public void Nobody_gets_a_block_that_another_holds()
    {
        using var pool = new NetworkBlockPool();

        Parallel.For(0, 64, caller =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var block = pool.Rent();
                var span = block.Memory.Span;
                span.Fill((byte)caller);
                Assert.Equal(-1, span.IndexOfAnyExcept((byte)caller));
            }
        });

        Assert.InRange(pool.FreeCount, 1, NetworkBlockPool.MaxFree);
    }

    [Fact]
    public void No_more_blocks_are_kept_than_the_limit()
    {
        using var pool = new NetworkBlockPool();
        var blocks = Enumerable.Range(0, NetworkBlockPool.MaxFree + 10).Select(_ => pool.Rent()).ToArray();

        foreach (var block in blocks)
            block.Dispose();

        Assert.Equal(NetworkBlockPool.MaxFree, pool.FreeCount);
    }

    [Fact]
    public void More_than_a_block_is_not_given()
    {
        using var pool = new NetworkBlockPool();
        Assert.Equal(NetworkBlockPool.BlockBytes, pool.MaxBufferSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(NetworkBlockPool.BlockBytes + 1));
    }

    [Fact]
    public void A_pool_that_is_gone_keeps_nothing_and_gives_nothing()
    {
        var pool = new NetworkBlockPool();
        var late = pool.Rent();
        pool.Dispose();

        late.Dispose();

        Assert.Equal(0, pool.FreeCount);
        Assert.Throws<ObjectDisposedException>(() => pool.Rent());
    }
}
