using Saker.Data;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Serving.Lifecycle;

public sealed class VersionReportsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_in_memory_are_listed_under_the_names_they_are_asked_by()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 3);
        await toy.DeployAsync(2);
        Assert.Equal([("live", 2)], Listed(toy));
        await toy.AskAsync("live", "1");
        Assert.Equal([("live", 2), ("live", 1)], Listed(toy));
        // From now on the model's own name is in use too.
        await toy.AskAsync("churn", null);
        Assert.Equal([("churn", 3), ("churn", 2), ("churn", 1), ("live", 3), ("live", 2), ("live", 1)], Listed(toy));
        var report = toy.Host.ListReports().Single(one => one is { Name: "live", Version: 1 });
        Assert.Equal(1, report.Statistics.Success.Count);
    }

    [Fact]
    public async Task Version_whose_endpoint_is_gone_is_listed_under_its_model()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(2);
        await toy.AskAsync("live", "1");
        await toy.Saker.Endpoints.RemoveAsync("live", by: null, Cancellation);
        await toy.Host.RefreshAsync(Cancellation);
        Assert.Equal([("churn", 1)], Listed(toy));
    }

    [Fact]
    public async Task Looking_loads_nothing_and_keeps_nothing_in_memory()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 3, new ServingOptions { MaxLoadedVersions = 2 });
        await toy.DeployAsync(1);
        toy.Time.Advance(TimeSpan.FromSeconds(1));
        await toy.AskAsync("live", "2");
        toy.Time.Advance(TimeSpan.FromSeconds(1));
        var loads = toy.LoadCount;

        var cold = Assert.Single(await toy.Host.ListReportsAsync("live", "3", Cancellation));
        Assert.Equal((3, 0, 0), (cold.Version, cold.Statistics.Success.Count, cold.Statistics.ExecutionCount));
        Assert.Null(cold.Statistics.LastInferenceAt);
        Assert.Equal([2, 1], (await toy.Host.ListReportsAsync("live", null, Cancellation)).Select(one => one.Version));
        Assert.Equal(1, (await toy.Host.ListReportsAsync("live", "2", Cancellation))[0].Statistics.Success.Count);
        Assert.Equal(0, (await toy.Host.ListReportsAsync("live", "1", Cancellation))[0].Statistics.Success.Count);
        Assert.Equal(2, toy.Host.ListReports().Count);
        Assert.Equal(loads, toy.LoadCount);

        // Version 1 was used before version 2, and being looked at is no use: it is the one to make room.
        await toy.AskAsync("live", "3");
        Assert.Equal([3, 2], (await toy.Host.ListReportsAsync("live", null, Cancellation)).Select(one => one.Version));
    }

    [Fact]
    public async Task Model_with_nothing_in_memory_is_reported_by_the_version_that_would_answer()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        var cold = Assert.Single(await toy.Host.ListReportsAsync("churn", null, Cancellation));
        Assert.Equal(("churn", 2, 0), (cold.Name, cold.Version, cold.Statistics.Success.Count));
        Assert.Empty(toy.Host.ListReports());
        Assert.Equal(0, toy.LoadCount);
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.Host.ListReportsAsync("churn", "9", Cancellation).AsTask());
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.Host.ListReportsAsync("none", null, Cancellation).AsTask());
    }

    [Fact]
    public async Task Reports_of_versions_that_come_and_go_meanwhile_never_fail()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var looking = Task.Run(
            async () =>
            {
                var count = 0;
                while (!stop.IsCancellationRequested)
                {
                    count += toy.Host.ListReports().Count + (await toy.Host.ListReportsAsync("live", null, Cancellation)).Count;
                    Assert.InRange((await toy.Host.ListReportsAsync("live", "2", Cancellation)).Count, 1, 1);
                }
                return count;
            },
            Cancellation);
        for (var i = 0; i < 100; i++)
        {
            await toy.Host.LoadAsync("live", "2", Cancellation);
            await toy.AskAsync("live", "2");
            await toy.Host.UnloadAsync("live", "2", Cancellation);
        }
        await stop.CancelAsync();
        Assert.True(await looking > 0);
        Assert.Equal([("live", 1)], Listed(toy));
    }

    private static IEnumerable<(string, int)> Listed(ToyServing toy) => toy.Host.ListReports().Select(report => (report.Name, report.Version));
}
