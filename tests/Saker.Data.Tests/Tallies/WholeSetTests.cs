using Saker.Data.Tallies;

namespace Saker.Data.Tests.Tallies;

public sealed class WholeSetTests
{
    [Fact]
    public void Different_numbers_are_counted_once()
    {
        var random = new Random(4);
        long[] wholes = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextInt64(-300_000, 300_000)), 0, -1, 63, 64, 65_535, 65_536, -65_536, -65_537];
        var set = new WholeSet();
        Parallel.ForEach(wholes.Chunk(1_000), part => set.Add(part));

        Assert.Equal(wholes.Distinct().Count(), set.Count);
    }

    [Fact]
    public void Numbers_too_far_apart_are_not_counted()
    {
        var set = new WholeSet();
        set.Add([.. Enumerable.Range(0, 1_000).Select(i => i * 1_000_000_000L)]);
        Assert.Equal(1_000, set.Count);
        set.Add([.. Enumerable.Range(0, 2_000).Select(i => i * -1_000_000_000L)]);
        Assert.Null(set.Count);
    }
}
