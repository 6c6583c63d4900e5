using FsCheck;
using FsCheck.Fluent;
using Saker.Platform.Serving;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void Middle_of_a_bucket_is_near_every_latency_in_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Select(nanoseconds => (long)nanoseconds).ToArbitrary(), nanoseconds =>
        {
            var middle = LatencyBuckets.MillisecondsOf(LatencyBuckets.IndexOf(nanoseconds)) * 1e6;
            return nanoseconds < 8 || Math.Abs(middle - nanoseconds) <= 0.067 * nanoseconds;
        }).Hold();

    [Fact]
    public void Longer_latencies_never_fall_into_earlier_buckets()
    {
        var last = 0;
        for (long nanoseconds = 1; nanoseconds < long.MaxValue / 2; nanoseconds += 1 + (nanoseconds / 100))
        {
            var index = LatencyBuckets.IndexOf(nanoseconds);
            Assert.InRange(index, last, Math.Min(last + 1, LatencyBuckets.Count - 1));
            last = index;
        }
        Assert.Equal(LatencyBuckets.Count - 1, last);
        Assert.Equal(1, LatencyBuckets.IndexOf(-5));
    }
}
