using Saker.Data;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Splits;

public sealed partial class SplitRoutingTests
{
    [Fact]
    public async Task A_split_that_is_not_possible_leaves_all_to_the_endpoints_own_version()
    {
        await _serving.SetAsync(Half with { Arms = [.. Half.Arms.Select(arm => arm with { Weight = 9000 })] });
        Assert.Equal(1, await _serving.AskAsync("user-1"));
        Assert.Null(_serving.Host.FindSplit("live"));
    }

    [Fact]
    public async Task A_removed_endpoint_lets_go_of_every_arm()
    {
        await _serving.SetAsync(Half);
        await _serving.Endpoints.RemoveAsync("live", by: null, Cancellation);
        await _serving.Host.RefreshAsync(Cancellation);
        await Eventually.IsSoAsync(() => _serving.Models[1].IsDisposed && _serving.Models[2].IsDisposed);
    }

    [Fact]
    public async Task A_candidate_takes_no_other_endpoints_version_out_of_memory()
    {
        await using var small = await SplitServing.OpenAsync(3, new ServingOptions { WarmUpRuns = 0, MaxLoadedVersions = 2 });
        small.Endpoints.Set(new Endpoint { Name = "other", Model = "churn", Version = 3, DeployedAt = DateTimeOffset.UnixEpoch });
        await small.SetAsync(split: null);
        Assert.Equal((1, 3), (await small.AskAsync("user-1"), (await small.Host.PredictAsync("other", SplitServing.Row(1), Cancellation)).Version));
        await small.SetAsync(SplitServing.Split(0, 10_000));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(1, await small.AskAsync("user-1"));
            await small.Host.RefreshAsync(Cancellation);
        }
        Assert.Equal(2, small.LoadCount);
        Assert.False(small.Models[1].IsDisposed || small.Models[3].IsDisposed);
        var status = small.Host.FindSplit("live")!.Arms[1];
        Assert.Equal((false, 5), (status.IsLoaded, status.UnavailableCount));
        Assert.Contains("no room in memory", status.Fault);
        // Once there is room, it comes.
        await small.Endpoints.RemoveAsync("other", by: null, Cancellation);
        await small.Host.RefreshAsync(Cancellation);
        await small.Host.RefreshAsync(Cancellation);
        await Eventually.IsSoAsync(async () => await small.AskAsync("user-1") == 2);
    }
}
