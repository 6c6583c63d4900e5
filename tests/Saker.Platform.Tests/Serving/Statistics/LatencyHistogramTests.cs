using FsCheck;
using FsCheck.Fluent;
using Saker.Platform.Serving.Statistics;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Statistics;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Every_duration_counts_in_the_first_bucket_whose_bound_it_does_not_exceed()
    {
        // Around every bound, where the finer buckets could lead astray, and anywhere.
        var near = LatencyHistogram.Bounds.Select(bound => (long)Math.Round(bound * 1e9)).SelectMany(bound => new[] { bound - 1, bound, bound + 1 });
        foreach (var nanoseconds in near.Concat([0, 1, 7, 8, 9, long.MaxValue / 2]))
            Assert.Equal(Expected(nanoseconds), LatencyHistogram.BucketOf(nanoseconds));
        Prop.ForAll(Gen.Choose(0, 60_000).SelectMany(least => Gen.Choose(0, 999_999).Select(more => (least * 1_000_000L) + more)).ToArbitrary(),
            nanoseconds => Expected(nanoseconds) == LatencyHistogram.BucketOf(nanoseconds)).Hold();
    }

    [Fact]
    public void What_was_counted_from_many_threads_is_all_there_with_its_sum()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 4, _ =>
        {
            for (var i = 1; i <= 1_000; i++)
                histogram.Add(i * 1_000_000L);
        });
        var snapshot = histogram.ToSnapshot();
        Assert.Equal(4_000, snapshot.Count);
        Assert.Equal(4 * 500.5, snapshot.Sum, 9);
        // Of 1 to 1000 ms: 50 to 100 ms.
        Assert.Equal(4 * 50, snapshot.Counts[snapshot.Bounds.ToList().IndexOf(0.1)]);
        var both = snapshot.Add(snapshot);
        Assert.Equal(8_000, both.Count);
        Assert.Equal(8 * 500.5, both.Sum, 9);
    }

    private static int Expected(long nanoseconds)
    {
        var bucket = LatencyHistogram.Bounds.ToList().FindIndex(bound => nanoseconds <= (long)Math.Round(bound * 1e9));
        return bucket < 0 ? LatencyHistogram.Bounds.Count : bucket;
    }
}
