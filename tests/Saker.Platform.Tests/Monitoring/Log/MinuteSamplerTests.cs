using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>Which rows of a minute are taken.</summary>
public sealed class MinuteSamplerTests
{
    [Fact]
    public void A_minute_long_past_is_sampled_as_any_other()
    {
        LogBlock block = new() { Endpoint = "churn", Model = "churn", Version = 1, Requests = [] };
        LogSettings settings = new() { RowsPerMinute = 100 };
        MinuteSampler sampler = new();
        for (var minute = 100; minute < 110; minute++)
            sampler.Offer(block, minute, RowHash.Of($"m-{minute}"), settings);

        // A clock that was set back, while some requests still end by the one before.
        var taken = Enumerable.Range(0, 10_000).Count(row => sampler.Offer(block, row % 10 == 0 ? 109 : 3, RowHash.Of($"r-{row}"), settings));

        // Both samples together: about k (1 + ln(n / k)) each.
        Assert.InRange(taken, 200, 1_500);
        Assert.InRange(sampler.Threshold(block, 3, settings), 1UL, ulong.MaxValue / 20);
    }
}
