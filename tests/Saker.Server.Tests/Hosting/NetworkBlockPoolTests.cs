using System.Buffers;
using Saker.Server.Hosting;

namespace Saker.Server.Tests.Hosting;

public sealed class NetworkBlockPoolTests : IDisposable
{
    private readonly HeldTimer _time = new();
    private readonly NetworkBlockPools _pools;

    public NetworkBlockPoolTests() => _pools = new NetworkBlockPools(_time);

    public void Dispose() => _pools.Dispose();

    [Fact]
    public void A_block_that_came_back_is_given_again()
    {
        using var pool = _pools.Create();
        var first = pool.Rent();
        var memory = first.Memory;
        first.Dispose();

        using var second = pool.Rent(minBufferSize: 100);

        Assert.Equal(NetworkBlocks.BlockBytes, second.Memory.Length);
        Assert.True(memory.Equals(second.Memory));
        Assert.Equal(0, _pools.Blocks.FreeCount);
    }

    [Fact]
    public void Nobody_gets_a_block_that_another_holds()
    {
        MemoryPool<byte>[] pools = [_pools.Create(), _pools.Create()];

        Parallel.For(0, 64, caller =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var block = pools[i % 2].Rent();
                var span = block.Memory.Span;
                span.Fill((byte)caller);
                Assert.Equal(-1, span.IndexOfAnyExcept((byte)caller));
                if (i % 50 == caller % 50)
                    _time.Fire();
            }
        });

        Assert.InRange(_pools.Blocks.FreeCount, 0, 64);
    }

    [Fact]
    public void All_pools_together_keep_no_more_blocks_than_the_limit()
    {
        var pools = Enumerable.Range(0, 32).Select(_ => _pools.Create()).ToArray();
        var blocks = Enumerable.Range(0, NetworkBlocks.MaxFree + 100).Select(i => pools[i % pools.Length].Rent()).ToArray();

        foreach (var block in blocks)
            block.Dispose();

        Assert.Equal(NetworkBlocks.MaxFree, _pools.Blocks.FreeCount);
    }

    [Fact]
    public void What_came_back_to_one_pool_is_given_by_another()
    {
        var block = _pools.Create().Rent();
        var memory = block.Memory;
        block.Dispose();

        using var other = _pools.Create().Rent();

        Assert.True(memory.Equals(other.Memory));
    }

    [Fact]
    public void Blocks_that_nobody_needs_are_let_go()
    {
        using var pool = _pools.Create();
        Burst(pool, 100);
        _time.Fire();
        Assert.Equal(100, _pools.Blocks.FreeCount);

        Burst(pool, 30);
        _time.Fire();
        Assert.Equal(30, _pools.Blocks.FreeCount);

        _time.Fire();
        Assert.Equal(0, _pools.Blocks.FreeCount);
        Assert.Equal(NetworkBlockPools.LookEvery, _time.Period);
    }

    [Fact]
    public void Nobody_looks_when_the_server_has_ended()
    {
        _pools.Dispose();

        Assert.True(_time.IsDisposed);
    }

    [Fact]
    public void More_than_a_block_is_not_given()
    {
        using var pool = _pools.Create();
        Assert.Equal(NetworkBlocks.BlockBytes, pool.MaxBufferSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(NetworkBlocks.BlockBytes + 1));
    }

    [Fact]
    public void A_pool_that_is_gone_gives_nothing_and_the_others_take_its_blocks()
    {
        var pool = _pools.Create();
        var late = pool.Rent();
        pool.Dispose();

        late.Dispose();

        Assert.Equal(1, _pools.Blocks.FreeCount);
        Assert.Throws<ObjectDisposedException>(() => pool.Rent());
    }

    private static void Burst(MemoryPool<byte> pool, int count)
    {
        foreach (var block in Enumerable.Range(0, count).Select(_ => pool.Rent()).ToArray())
            block.Dispose();
    }

    private sealed class HeldTimer : TimeProvider, ITimer
    {
        private Action? _fire;

        public TimeSpan Period { get; private set; }

        public bool IsDisposed { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_fire, Period) = (() => callback(state), period);
            return this;
        }

        public void Fire() => _fire!();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
