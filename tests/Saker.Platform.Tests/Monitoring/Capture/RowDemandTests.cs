using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Tests.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Capture;

/// <summary>Rows that neither profiles nor a sample want are not copied, and the sample is the same as if they were.</summary>
public sealed class RowDemandTests
{
    // A third of all hashes.
    private const ulong Below = ulong.MaxValue / 3;

    [Fact]
    public async Task Where_profiles_are_thinned_only_the_rows_that_a_sample_still_takes_are_copied()
    {
        await using var toy = await WatchedToys.OpenAsync();
        await toy.AskAsync("before", [1]);
        await toy.RoundAsync();
        toy.Capture.ProfileStep = int.MaxValue;
        toy.Capture.Tell("live", new RowThreshold("churn", 1, toy.Serving.Time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute, Below));
        for (var i = 0; i < 60; i++)
            await toy.AskAsync($"id-{i}", [i]);
        // Of the next minute nothing was told yet.
        toy.Serving.Time.Advance(TimeSpan.FromMinutes(1));
        await toy.AskAsync("after", [7]);

        var blocks = await toy.StopAsync();

        var requests = blocks.SelectMany(block => block.Requests).ToDictionary(request => request.RequestId);
        Assert.Equal((62, false, false), (requests.Count, requests["before"].RowsLeft, requests["before"].IsForSampleOnly));
        Assert.Equal((false, true), (requests["after"].RowsLeft, requests["after"].IsForSampleOnly));
        foreach (var request in Enumerable.Range(0, 60).Select(i => requests[$"id-{i}"]))
        {
            var isWanted = RowHash.Of(request.RequestId) < Below;
            Assert.Equal((isWanted, !isWanted, isWanted, 1), (request.FirstRow >= 0, request.RowsLeft, request.IsForSampleOnly, request.RowCount));
        }
        Assert.Equal(requests.Values.Count(request => request.FirstRow >= 0), blocks.Sum(block => block.RowCount));
    }

    [Fact]
    public void Profiles_get_their_part_of_all_requests_whatever_the_sample_takes()
    {
        var stripe = new CaptureStripe();
        // 1,250 are expected; six standard deviations.
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => stripe.Draw(8)), 1_250 - 200, 1_250 + 200);
        Assert.True(Enumerable.Range(0, 10).All(_ => stripe.Draw(1)));
    }

    [Fact]
    public void The_sample_is_the_same_as_of_all_rows()
    {
        var settings = new LogSettings { RowsPerMinute = 50 };
        var (whole, thinned) = (new CapturedRows(new MinuteSampler()), new CapturedRows(new MinuteSampler()));
        var told = ulong.MaxValue;
        for (var block = 0; block < 20; block++)
        {
            var captured = Captured.Block("churn", 200, Captured.Start, TimeSpan.FromMilliseconds(1), first: block * 200);
            var expected = whole.Take(captured, settings);
            var actual = thinned.Take(captured with { Requests = [.. captured.Requests.Select(request => RowHash.Of(request.RequestId) < told ? request : request with { FirstRow = -1, RowsLeft = true })] }, settings);

            Assert.Equal(expected.RowRequests, actual.RowRequests);
            Assert.Equal(expected.Minutes, actual.Minutes);
            Assert.Equal(200, Assert.Single(actual.Minutes).RowCount);
            told = actual.Minutes[0].Threshold;
        }
        Assert.InRange(told, 1UL, ulong.MaxValue / 50);
    }

    [Fact]
    public void Rows_that_were_left_are_not_said_to_be_in_the_sample_when_its_rules_change()
    {
        var rows = new CapturedRows(new MinuteSampler());
        var captured = Captured.Block("churn", 100, Captured.Start, TimeSpan.FromMilliseconds(1));

        // All were to be kept from here on, and the greatest hashes had been left already.
        var block = rows.Take(captured with { Requests = [.. captured.Requests.Select(request => RowHash.Of(request.RequestId) < Below ? request : request with { FirstRow = -1, RowsLeft = true })] }, new LogSettings { Sample = LogSampling.All });

        var least = captured.Requests.Select(request => RowHash.Of(request.RequestId)).Where(hash => hash >= Below).Min();
        Assert.Equal((100L, least), (block.Minutes[0].RowCount, block.Minutes[0].Threshold));
        Assert.Equal(captured.Requests.Count(request => RowHash.Of(request.RequestId) < Below), block.RowRequests.Length);
    }
}
