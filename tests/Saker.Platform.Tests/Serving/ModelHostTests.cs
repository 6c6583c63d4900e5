using Saker.Data;
using Saker.Platform.Serving;

namespace Saker.Platform.Tests.Serving;

public sealed class ModelHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deployed_version_answers_and_says_which_it_is()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        var prediction = await toy.Host.PredictAsync("live", ToyServing.OneRow, Cancellation);
        Assert.Equal(("churn", 1, 1), (prediction.Model, prediction.Version, prediction.Outputs.RowCount));
        var status = Assert.Single(toy.Host.List());
        Assert.Equal((EndpointState.Active, null, 1, toy.Time.GetUtcNow()), (status.State, status.Reason, status.ServingVersion, status.LoadedAt!.Value));
        Assert.Equal(status.Since, toy.Host.Get("live").Since);
        Assert.Equal("x", Assert.Single(toy.Host.GetSignature("live").Inputs).Name);
    }

    [Fact]
    public async Task Unknown_endpoint_is_not_found()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 0);
        await toy.Host.RefreshAsync(Cancellation);
        await Failures.OfAsync(ErrorKind.NotFound, async () => await toy.Host.PredictAsync("none", ToyServing.OneRow, Cancellation));
        Assert.Throws<SakerException>(() => toy.Host.Get("none"));
        Assert.Throws<SakerException>(() => toy.Host.GetSignature("none"));
        Assert.Throws<SakerException>(() => toy.Host.GetTraffic("none"));
        Assert.Null(toy.Host.Find("none"));
        Assert.Empty(toy.Host.List());
    }

    [Fact]
    public async Task Refreshing_without_a_change_loads_nothing()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        await toy.Host.RefreshAsync(Cancellation);
        await toy.DeployAsync(1);
        Assert.Equal(1, toy.LoadCount);
        Assert.False(toy.Loaded[1].IsDisposed);
        Assert.Equal(EndpointState.Active, toy.Host.Get("live").State);
    }

    [Fact]
    public async Task Old_version_ends_with_its_last_request()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(1);
        var gate = toy.Loaded[1].Gate = new TaskCompletionSource();
        var underWay = toy.Host.PredictAsync("live", ToyServing.OneRow, Cancellation).AsTask();

        await toy.DeployAsync(2);
        Assert.Equal("2", await toy.AskAsync());
        Assert.False(toy.Loaded[1].IsDisposed);
        Assert.False(underWay.IsCompleted);

        gate.SetResult();
        Assert.Equal(1, (await underWay).Version);
        Assert.True(toy.Loaded[1].IsDisposed);
        Assert.False(toy.Loaded[2].IsDisposed);
    }

    [Fact]
    public async Task Version_that_does_not_load_displaces_nothing_and_is_tried_again_later()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(1);
        toy.Broken[2] = true;
        await toy.DeployAsync(2);

        Assert.Equal("1", await toy.AskAsync());
        var status = toy.Host.Get("live");
        Assert.Equal((EndpointState.Degraded, 1, 2), (status.State, status.ServingVersion, status.Endpoint.Version));
        Assert.Contains("Version 2 is broken.", status.Reason, StringComparison.Ordinal);
        Assert.True(status.IsServing);
        Assert.False(toy.Loaded[1].IsDisposed);

        toy.Broken.Clear();
        await toy.Host.RefreshAsync(Cancellation);
        Assert.Equal(2, toy.LoadCount);
        toy.Time.Advance(TimeSpan.FromSeconds(10));
        await toy.Host.RefreshAsync(Cancellation);
        Assert.Equal("2", await toy.AskAsync());
        Assert.True(toy.Loaded[1].IsDisposed);
    }

    [Fact]
    public async Task Failed_version_that_is_deployed_again_is_tried_at_once()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        toy.Broken[1] = true;
        await toy.DeployAsync(1);
        toy.Broken.Clear();
        await toy.DeployAsync(1);
        Assert.Equal("1", await toy.AskAsync());
    }

    [Fact]
    public async Task Endpoint_whose_first_version_does_not_load_is_unavailable_and_says_why()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        toy.Broken[1] = true;
        await toy.DeployAsync(1);
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, async () => await toy.AskAsync());
        Assert.Contains("Version 1 is broken.", failure.Message, StringComparison.Ordinal);
        Assert.False(toy.Host.Get("live").IsServing);
        Assert.Throws<SakerException>(() => toy.Host.GetSignature("live"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endpoint_whose_first_version_is_being_loaded_is_waited_for(bool loads)
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        var gate = toy.LoadGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var deployed = toy.DeployAsync(1);
        while (toy.LoadCount == 0)
            await Task.Delay(1, Cancellation);
        using var gone = new CancellationTokenSource();
        var (asked, given) = (toy.AskAsync(), toy.Host.BeginAsync("live", null, gone.Token).AsTask());
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(asked.IsCompleted);
        if (!loads)
            toy.Broken[1] = true;
        gate.SetResult();
        if (loads)
            Assert.Equal("1", await asked);
        else
            Assert.Contains("Version 1 is broken.", (await Failures.OfAsync(ErrorKind.Unavailable, () => asked)).Message, StringComparison.Ordinal);
        await deployed;
    }

    [Fact]
    public async Task Going_back_to_the_version_that_still_serves_loads_nothing()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(1);
        toy.Broken[2] = true;
        await toy.DeployAsync(2);
        await toy.DeployAsync(1);
        Assert.Equal(2, toy.LoadCount);
        Assert.Equal((EndpointState.Active, null), (toy.Host.Get("live").State, toy.Host.Get("live").Reason));
        Assert.Equal("1", await toy.AskAsync());
    }

    [Fact]
    public async Task Versions_are_swapped_under_load_without_a_failed_request_and_every_old_one_ends()
    {
        const int versions = 40;
        await using var toy = await ToyServing.OpenAsync(versions);
        await toy.DeployAsync(1);
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var answered = 0;
            var newest = 0;
            while (!stop.IsCancellationRequested)
            {
                var version = int.Parse(await toy.AskAsync());
                Assert.True(version >= newest, $"Version {version} answered after version {newest}.");
                newest = version;
                answered++;
            }
            return answered;
        })).ToList();
        for (var version = 2; version <= versions; version++)
            await toy.DeployAsync(version);
        await stop.CancelAsync();
        var answers = await Task.WhenAll(clients);

        Assert.All(answers, answered => Assert.True(answered > 0));
        Assert.Equal(answers.Sum(), toy.Host.GetTraffic("live").RequestCount);
        Assert.Equal(0, toy.Host.GetTraffic("live").ErrorCount);
        Assert.Equal($"{versions}", await toy.AskAsync());
        // A version ends with the last request that holds it, which may be a moment after that request's answer.
        for (var i = 0; i < 1_000 && toy.Loaded.Values.Count(version => !version.IsDisposed) > 1; i++)
            await Task.Delay(10, Cancellation);
        Assert.All(toy.Loaded, loaded => Assert.Equal(loaded.Key != versions, loaded.Value.IsDisposed));
    }

    [Fact]
    public async Task Deployment_by_another_process_arrives_by_itself()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(1);
        using var stop = new CancellationTokenSource();
        var following = toy.Host.RunAsync(stop.Token);
        var other = await toy.OpenOtherAsync();
        await other.Endpoints.DeployAsync("live", "churn", 2, Cancellation);

        while (await toy.AskAsync() != "2")
            await Task.Delay(5, Cancellation);

        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Traffic_is_counted_with_rows_errors_and_latency()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        var threeRows = new Table([Column.Of<double>("x", new[] { 1.0, 2, 3 })]);
        await toy.Host.PredictAsync("live", threeRows, Cancellation);
        toy.Loaded[1].Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await toy.Host.PredictAsync("live", threeRows, Cancellation));
        toy.Time.Advance(TimeSpan.FromSeconds(1));

        var traffic = toy.Host.GetTraffic("live");
        Assert.Equal((2, 3, 1), (traffic.RequestCount, traffic.RowCount, traffic.ErrorCount));
        Assert.Equal(0.2, traffic.RequestsPerSecond);
        Assert.NotNull(traffic.P50Milliseconds);
    }

    [Fact]
    public async Task Disposing_waits_for_requests_under_way()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        var gate = toy.Loaded[1].Gate = new TaskCompletionSource();
        var underWay = toy.Host.PredictAsync("live", ToyServing.OneRow, Cancellation).AsTask();
        var disposing = toy.Host.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        gate.SetResult();
        Assert.Equal(1, (await underWay).Version);
        await disposing;
        Assert.True(toy.Loaded[1].IsDisposed);
        await Failures.OfAsync(ErrorKind.NotFound, async () => await toy.AskAsync());
    }
}
