using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>What every <see cref="IEvidenceStore"/> does.</summary>
public abstract class EvidenceStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private const string Rollout = "01ROLLOUT";
    private static readonly DateTimeOffset At = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Blocks_are_read_as_they_were_written_each_replicas_in_its_order()
    {
        await OpenAsync();

        var added = await Store.AppendAsync([Block("a", 1, 7), Block("b", 1, 3), Block("a", 2, 5)], Cancellation);

        var read = (await Store.ReadAsync(Rollout, 100, Cancellation))!;
        Assert.Equal(3, added);
        Assert.Equal([("a", 1L), ("a", 2L), ("b", 1L)], read.Blocks.Select(block => (block.Replica, block.Sequence)).Order());
        Assert.Equal([1, 2], read.Blocks.Where(block => block.Replica == "a").Select(block => block.Sequence));
        Assert.Equal((0, true, null), (read.Revision, read.IsOpen, read.State));
    }

    [Fact]
    public async Task Of_a_replica_whose_clock_was_set_back_the_earlier_block_comes_first()
    {
        await OpenAsync();
        await Store.AppendAsync([Block("a", 1, 7, At), Block("a", 2, 7, At.AddHours(-1)), Block("b", 1, 7, At.AddMinutes(-1))], Cancellation);

        var read = (await Store.ReadAsync(Rollout, 100, Cancellation))!;

        Assert.Equal([("b", 1L), ("a", 1L), ("a", 2L)], read.Blocks.Select(block => (block.Replica, block.Sequence)));
    }

    [Fact]
    public async Task A_block_that_is_written_again_counts_once_also_after_it_was_folded()
    {
        await OpenAsync();
        await Store.AppendAsync([Block("a", 1, 7), Block("a", 2, 7)], Cancellation);
        Assert.Equal(1, await Store.AppendAsync([Block("a", 2, 7), Block("a", 3, 7)], Cancellation));
        var read = (await Store.ReadAsync(Rollout, 2, Cancellation))!;
        Assert.Equal([1, 2], read.Blocks.Select(block => block.Sequence));

        Assert.True(await KeepAsync(read, cursor: 2));

        Assert.Equal(0, await Store.AppendAsync([Block("a", 1, 7), Block("a", 2, 7)], Cancellation));
        var rest = (await Store.ReadAsync(Rollout, 100, Cancellation))!;
        Assert.Equal([3], rest.Blocks.Select(block => block.Sequence));
        Assert.Equal(1, rest.Revision);
        Assert.Equal([1, 2, 3], rest.State);
    }

    [Fact]
    public async Task Of_two_who_fold_the_same_blocks_one_keeps_what_came_of_it()
    {
        await OpenAsync();
        await Store.AppendAsync([Block("a", 1, 7)], Cancellation);
        var other = await Backend.OpenAsync();
        var (mine, theirs) = ((await Store.ReadAsync(Rollout, 100, Cancellation))!, (await StoreOf(other).ReadAsync(Rollout, 100, Cancellation))!);

        var kept = await Task.WhenAll(KeepAsync(mine, 1), KeepAsync(theirs, 1, other));

        Assert.Single(kept, true);
        Assert.Empty((await Store.ReadAsync(Rollout, 100, Cancellation))!.Blocks);
    }

    [Fact]
    public async Task What_is_kept_in_a_write_that_fails_is_not_kept()
    {
        await OpenAsync();
        await Store.AppendAsync([Block("a", 1, 7)], Cancellation);
        var read = (await Store.ReadAsync(Rollout, 100, Cancellation))!;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            async session =>
            {
                Assert.True(await Store.KeepAsync(session, Folded(read, 1)));
                throw new InvalidOperationException("The decision could not be written.");
            },
            Cancellation));

        var after = (await Store.ReadAsync(Rollout, 100, Cancellation))!;
        Assert.Equal((0, 1), (after.Revision, after.Blocks.Count));
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_is_not_open_and_what_was_folded_stays()
    {
        Assert.Equal(0, await Store.AppendAsync([Block("a", 1, 7)], Cancellation));
        Assert.Null(await Store.ReadAsync(Rollout, 100, Cancellation));
        await OpenAsync();
        await Store.AppendAsync([Block("a", 1, 7)], Cancellation);
        var read = (await Store.ReadAsync(Rollout, 100, Cancellation))!;
        await KeepAsync(read, 1);
        await Store.AppendAsync([Block("a", 2, 7)], Cancellation);

        await Database.WriteAsync(session => Store.CloseAsync(session, Rollout), Cancellation);

        Assert.Equal(0, await Store.AppendAsync([Block("a", 3, 7)], Cancellation));
        var closed = (await Store.ReadAsync(Rollout, 100, Cancellation))!;
        Assert.Equal((false, 0), (closed.IsOpen, closed.Blocks.Count));
        Assert.NotNull(closed.State);
        Assert.False(await KeepAsync(closed, 3));
    }

    [Fact]
    public async Task The_trail_is_read_in_order_and_thinned_when_its_stride_grows()
    {
        await OpenAsync();
        for (var number = 1; number <= 6; number++)
            await KeepPointAsync(number, stride: 1);
        Assert.Equal([1, 2, 3, 4, 5, 6], (await Store.ListTrailAsync(Rollout, Cancellation)).Select(point => point.Number));

        await KeepPointAsync(8, stride: 2);

        var trail = await Store.ListTrailAsync(Rollout, Cancellation);
        Assert.Equal([2, 4, 6, 8], trail.Select(point => point.Number));
        Assert.Equal([new GuardPoint("error_rate", 1, 800, 1.5, 1.1, null, -0.25)], trail[^1].Guards);
        Assert.Equal(At.AddSeconds(8), trail[^1].At);
        // Evidence that began anew counts from a number that is there.
        await KeepPointAsync(4, stride: 2);
        Assert.Equal([2, 4, 6, 8], (await Store.ListTrailAsync(Rollout, Cancellation)).Select(point => point.Number));
    }

    internal static EvidenceBlock Block(string replica, long sequence, long requests, DateTimeOffset? at = null, string rollout = Rollout) => new()
    {
        Rollout = rollout,
        Revision = 4,
        Replica = replica,
        Sequence = sequence,
        At = at ?? At.AddSeconds(sequence),
        Arms = [new ArmBlock { Counts = new ArmCounts { RequestCount = requests } }, new ArmBlock { Counts = new ArmCounts { RequestCount = 1 } }],
    };

    private IEvidenceStore Store => StoreOf(Saker);

    private Database Database => Saker.Services.GetRequiredService<Database>();

    private static IEvidenceStore StoreOf(SakerPlatform platform) => platform.Services.GetRequiredService<IEvidenceStore>();

    private Task OpenAsync() => Database.WriteAsync(session => Store.OpenAsync(session, Rollout, At), Cancellation);

    private Task<bool> KeepAsync(StoredEvidence read, long cursor, SakerPlatform? platform = null) =>
        (platform ?? Saker).Services.GetRequiredService<Database>().WriteAsync(session => StoreOf(platform ?? Saker).KeepAsync(session, Folded(read, cursor)), Cancellation);

    private async Task KeepPointAsync(long number, long stride)
    {
        var read = (await Store.ReadAsync(Rollout, 100, Cancellation))!;
        var point = new TrailPoint(number, At.AddSeconds(number), [new GuardPoint("error_rate", 1, 100 * number, 1.5, 1.1, null, -0.25)]);
        Assert.True(await Database.WriteAsync(session => Store.KeepAsync(session, Folded(read, 1) with { Point = point, TrailStride = stride }), Cancellation));
    }

    private static FoldedEvidence Folded(StoredEvidence read, long cursor) => new()
    {
        Rollout = Rollout,
        Revision = read.Revision,
        State = [1, 2, 3],
        Cursors = new Dictionary<string, long> { ["a"] = cursor },
        At = At,
    };
}
