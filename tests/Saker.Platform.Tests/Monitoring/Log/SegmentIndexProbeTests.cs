using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>Hashes in stored indexes, found without reading them whole.</summary>
public sealed class SegmentIndexProbeTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(511, false)]
    [InlineData(513, false)]
    [InlineData(20_000, false)]
    // As no hash spreads them: all in a corner.
    [InlineData(5_000, true)]
    public async Task What_is_there_is_found_and_nothing_else(int count, bool isUneven)
    {
        ulong[] hashes = [.. Enumerable.Range(0, count).Select(i => isUneven ? (ulong)((long)i * i + 10) : RowHash.Of($"r-{i}")).Order()];
        using var index = new MemoryStream(new SegmentIndex([], hashes, new uint[count]).Write());

        for (var i = 0; i < count; i += Math.Max(1, count / 300))
            Assert.True(await SegmentIndexProbe.HasAnyAsync(index, count, [RowHash.Of("nobody"), hashes[i]], TestContext.Current.CancellationToken));
        Assert.True(await SegmentIndexProbe.HasAnyAsync(index, count, [hashes[^1]], TestContext.Current.CancellationToken));
        foreach (var absent in (ulong[])[0, 9, ulong.MaxValue, .. Enumerable.Range(0, 300).Select(i => RowHash.Of($"other-{i}"))])
            Assert.False(await SegmentIndexProbe.HasAnyAsync(index, count, [absent], TestContext.Current.CancellationToken));
    }
}
