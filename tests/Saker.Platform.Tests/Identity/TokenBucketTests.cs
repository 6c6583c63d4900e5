using FsCheck;
using FsCheck.Fluent;
using Saker.Platform.Identity;
using Saker.Testing;

namespace Saker.Platform.Tests.Identity;

public sealed class TokenBucketTests
{
    [Fact]
    public void It_lets_through_what_a_bucket_of_tokens_would() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var time = new ManualTime();
        var interval = TimeSpan.FromMilliseconds(random.Next(1, 1000));
        var burst = random.Next(1, 20);
        var bucket = new TokenBucket(1 / interval.TotalSeconds, burst, time);
        // Counted in ticks, so that the reference is exact: a token is worth one interval.
        var (tokens, at) = (burst * interval.Ticks, time.GetTimestamp());
        for (var i = 0; i < 200; i++)
        {
            time.Advance(TimeSpan.FromTicks(random.NextInt64(0, interval.Ticks * 3 / 2)));
            tokens = Math.Min(burst * interval.Ticks, tokens + (time.GetTimestamp() - at));
            at = time.GetTimestamp();
            var isAllowed = tokens >= interval.Ticks;
            Assert.Equal(isAllowed, bucket.TryTake(out var retryAfter));
            if (isAllowed)
                tokens -= interval.Ticks;
            else
                Assert.Equal(interval.Ticks - tokens, retryAfter.Ticks);
        }
    }).Hold();

    [Fact]
    public void Callers_at_once_get_the_burst_and_no_more()
    {
        var bucket = new TokenBucket(1, 500, new ManualTime());
        var taken = 0;
        Parallel.For(0, 4000, _ =>
        {
            if (bucket.TryTake(out TimeSpan _))
                Interlocked.Increment(ref taken);
        });
        Assert.Equal(500, taken);
    }
}
