using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Serving.Lifecycle;

public sealed class VersionLifecycleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cold_version_that_many_ask_for_at_once_is_loaded_once()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        var gate = toy.LoadGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = Enumerable.Range(0, 100).Select(_ => Task.Run(() => toy.AskAsync("churn", "1"))).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(asked), answer => Assert.Equal("1", answer));
        Assert.Equal(1, toy.LoadCount);
    }

    [Fact]
    public async Task Several_versions_answer_at_the_same_time_and_states_say_so()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 3);
        await toy.DeployAsync(2);
        Assert.Equal("2", await toy.AskAsync("live", null));
        Assert.Equal("1", await toy.AskAsync("live", "1"));
        // A registered model's own name is its newest version while it has no champion.
        Assert.Equal("3", await toy.AskAsync("churn", null));
        Assert.All(await toy.Host.ListVersionsAsync("live", Cancellation), version => Assert.Equal(VersionState.Active, version.State));
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.AskAsync("live", "4"));
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.AskAsync("live", "x"));
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.AskAsync("none", null));
        var index = await toy.Host.ListIndexAsync(Cancellation);
        Assert.Equal([("churn", 3, true), ("churn", 2, false), ("churn", 1, false), ("live", 3, false), ("live", 2, true), ("live", 1, false)],
            index.Select(entry => (entry.Name, entry.Version.Version, entry.IsServing)));
    }

    [Fact]
    public async Task Registered_models_own_name_is_its_newest_version_that_can_be_loaded()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = null, FilesReason = "A pickle." }, Cancellation);
        Assert.Equal("2", await toy.AskAsync("churn", null));
    }

    [Fact]
    public async Task Registered_models_own_name_follows_its_champion()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Cancellation);
        Assert.Equal("1", await toy.AskAsync("churn", null));
        await toy.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 2 }, Cancellation);
        await toy.Host.RefreshAsync(Cancellation);
        Assert.Equal("2", await toy.AskAsync("churn", null));
        Assert.True(toy.Loaded[1].IsDisposed);
        Assert.Empty(toy.Host.List());
    }

    [Fact]
    public async Task History_tells_the_states_with_reason_and_time()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(1);
        await toy.DeployAsync(2);
        var status = await toy.Host.GetVersionAsync("churn", "1", Cancellation);
        Assert.Equal(
            [VersionState.Registered, VersionState.Loading, VersionState.Warming, VersionState.Active, VersionState.Unloading, VersionState.Unloaded],
            status.History.Select(one => one.State));
        Assert.Equal("Version 2 of churn answers in its place.", status.Reason);
        Assert.Equal(toy.Time.GetUtcNow(), status.Since);
    }

    [Fact]
    public async Task Version_that_fails_its_warm_up_displaces_nothing()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        await toy.DeployAsync(1);
        var broken = new FailingVersion();
        toy.Make = _ => broken;
        await toy.DeployAsync(2);
        Assert.Equal("1", await toy.AskAsync());
        var status = toy.Host.Get("live");
        Assert.Equal((EndpointState.Degraded, 1), (status.State, status.ServingVersion));
        Assert.Contains("It failed on its example rows: Always.", status.Reason, StringComparison.Ordinal);
        Assert.Equal(VersionState.Failed, (await toy.Host.GetVersionAsync("churn", "2", Cancellation)).State);
        Assert.True(broken.IsDisposed);
    }

    [Fact]
    public async Task A_failed_version_says_when_it_is_tried_again_until_that_time()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        toy.Broken[1] = true;
        await toy.DeployAsync(1);
        toy.Time.Advance(TimeSpan.FromSeconds(4));
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, async () => await toy.Host.BeginAsync("churn", "1", Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(6), failure.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(6), (await toy.Host.GetVersionAsync("churn", "1", Cancellation)).RetryAfter);
        await toy.Host.UnloadAsync("churn", "1", Cancellation);
        Assert.Null((await toy.Host.GetVersionAsync("churn", "1", Cancellation)).RetryAfter);
        Assert.Null((await Failures.OfAsync(ErrorKind.Unavailable, async () => await toy.Host.BeginAsync("churn", "1", Cancellation))).RetryAfter);

        toy.Broken.Clear();
        Assert.Equal(VersionState.Active, (await toy.Host.LoadAsync("churn", "1", Cancellation)).State);
        Assert.Null((await toy.Host.GetVersionAsync("churn", "1", Cancellation)).RetryAfter);
    }

    [Fact]
    public async Task Unloaded_version_is_refused_with_the_remedy_until_it_is_loaded_again()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        var unloaded = Assert.Single(await toy.Host.UnloadAsync("live", null, Cancellation));
        Assert.Equal((VersionState.Unloaded, true, false), (unloaded.State, unloaded.IsRefused, unloaded.IsAvailable));
        Assert.True(toy.Loaded[1].IsDisposed);
        await toy.Host.RefreshAsync(Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, async () => await toy.AskAsync());
        Assert.Contains("saker models load churn/1", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.RetryAfter);
        Assert.Equal((EndpointState.Unloaded, false), (toy.Host.Get("live").State, toy.Host.Get("live").IsServing));

        Assert.Equal(VersionState.Active, (await toy.Host.LoadAsync("live", null, Cancellation)).State);
        Assert.Equal("1", await toy.AskAsync());
        await toy.Host.UnloadAsync("churn", "1", Cancellation);
        await toy.DeployAsync(1);
        Assert.Equal("1", await toy.AskAsync());
    }

    [Fact]
    public async Task Unloading_lets_calls_under_way_end()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        var gate = toy.Loaded[1].Gate = new TaskCompletionSource();
        var underWay = toy.AskAsync();
        Assert.Equal(VersionState.Unloading, (await toy.Host.UnloadAsync("live", "1", Cancellation))[0].State);
        Assert.False(toy.Loaded[1].IsDisposed);
        gate.SetResult();
        Assert.Equal("1", await underWay);
        Assert.Equal(VersionState.Unloaded, (await toy.Host.GetVersionAsync("live", "1", Cancellation)).State);
    }

    [Fact]
    public async Task Removed_endpoint_is_not_found_and_its_version_leaves_memory()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        Assert.True(await toy.Saker.Endpoints.RemoveAsync("live", by: null, Cancellation));
        await toy.Host.RefreshAsync(Cancellation);
        Assert.True(toy.Loaded[1].IsDisposed);
        await Failures.OfAsync(ErrorKind.NotFound, async () => await toy.AskAsync());
    }

    [Fact]
    public async Task Slow_load_of_one_model_holds_up_neither_requests_nor_deployments_of_others()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 3, new ServingOptions { MaxConcurrentLoads = 2 });
        await toy.DeployAsync(1);
        var gate = toy.LoadGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = toy.Host.LoadAsync("churn", "3", Cancellation);
        while (toy.LoadCount < 2)
            await Task.Delay(1, Cancellation);
        Assert.Equal("1", await toy.AskAsync());
        toy.LoadGate = null;
        await toy.Saker.Endpoints.DeployAsync("live", "churn", 2, Cancellation);
        await toy.Host.RefreshAsync("live", Cancellation);
        Assert.Equal("2", await toy.AskAsync());
        Assert.False(slow.IsCompleted);
        gate.SetResult();
        Assert.Equal(VersionState.Active, (await slow).State);
    }

    [Fact]
    public async Task Runs_that_fail_in_a_row_make_the_version_degraded_until_one_succeeds()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1, new ServingOptions { MaxFailedRuns = 2 });
        var model = new FailingVersion { Fails = false };
        toy.Make = _ => model;
        await toy.DeployAsync(1);
        model.Fails = true;
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(() => toy.AskAsync("live", null));
        Assert.Equal(EndpointState.Degraded, toy.Host.Get("live").State);
        model.Fails = false;
        await toy.AskAsync("live", null);
        Assert.Equal((EndpointState.Active, null), (toy.Host.Get("live").State, toy.Host.Get("live").Reason));
    }

    [Fact]
    public async Task Request_that_is_given_up_while_it_is_read_counts_as_refused()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        await toy.DeployAsync(1);
        (await toy.Host.BeginAsync("live", null, Cancellation)).Dispose();
        await toy.AskAsync();
        var traffic = toy.Host.GetTraffic("live");
        Assert.Equal((2, 1, 1), (traffic.RequestCount, traffic.ErrorCount, traffic.RefusedCount));
    }

    [Fact]
    public async Task Given_up_wait_for_a_load_leaves_no_hold_behind()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        var gate = toy.LoadGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 10).Select(_ => toy.Host.BeginAsync("churn", "1", stop.Token).AsTask()).ToList();
        await stop.CancelAsync();
        foreach (var wait in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        gate.SetResult();
        Assert.Equal("1", await toy.AskAsync("churn", "1"));
        await toy.Host.UnloadAsync("churn", "1", Cancellation);
        Assert.True(toy.Loaded[1].IsDisposed);
    }

    [Fact]
    public async Task Three_hundred_models_answer_rightly_with_room_for_twenty()
    {
        const int models = 300;
        const int room = 20;
        await using var toy = await ToyServing.OpenAsync(versionCount: 0, new ServingOptions { MaxLoadedVersions = room });
        var loaded = new System.Collections.Concurrent.ConcurrentDictionary<string, NamedVersion>();
        var most = 0;
        toy.Make = version =>
        {
            var model = loaded[version.Model] = new NamedVersion(version);
            lock (loaded)
                most = Math.Max(most, loaded.Values.Count(one => !one.IsDisposed));
            return model;
        };
        using var source = new ModelSource();
        for (var i = 0; i < models; i++)
            await toy.Saker.Registry.RegisterAsync(new Registration { Model = $"m{i}", Folder = source.Folder }, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            for (var i = 0; i < 400; i++)
            {
                var model = $"m{random.Next(models)}";
                Assert.Equal(model, await toy.AskAsync(model, i % 2 == 0 ? null : "1"));
            }
        })));

        // Versions that calls hold, one for each client, may be beyond the limit; so may loads that begin together.
        Assert.InRange(most, room, room + 8);
        await toy.Host.RefreshAsync(Cancellation);
        Assert.InRange(loaded.Values.Count(one => !one.IsDisposed), 1, room);
    }

    [Fact]
    public async Task Versions_beyond_the_limit_of_bytes_leave_memory_the_longest_unused_first()
    {
        long each;
        await using (var measured = await ToyServing.OpenAsync(1))
            each = (await measured.Host.GetVersionAsync("churn", "1", Cancellation)).EstimatedBytes;
        await using var toy = await ToyServing.OpenAsync(4, new ServingOptions { MaxLoadedBytes = (each * 2) + (each / 2) });
        foreach (var version in new[] { "1", "2", "1", "3" })
        {
            toy.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(version, await toy.AskAsync("churn", version));
        }
        var states = (await toy.Host.ListVersionsAsync("churn", Cancellation)).ToDictionary(version => version.Version);
        Assert.Equal([VersionState.Active, VersionState.Unloaded, VersionState.Active, VersionState.Registered], new[] { 1, 2, 3, 4 }.Select(version => states[version].State));
        Assert.Contains("make room", states[2].Reason, StringComparison.Ordinal);
        Assert.Equal("2", await toy.AskAsync("churn", "2"));
    }

    [Fact]
    public async Task A_thousand_swaps_under_load_fail_no_request_and_leave_one_version_in_memory()
    {
        const int swaps = 1_000;
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        var made = new System.Collections.Concurrent.ConcurrentBag<NamedVersion>();
        toy.Make = version =>
        {
            var model = new NamedVersion(version);
            made.Add(model);
            return model;
        };
        await toy.DeployAsync(1);
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var answered = 0; ; answered++)
            {
                if (stop.IsCancellationRequested)
                    return answered;
                Assert.Equal("churn", await toy.AskAsync("live", null));
            }
        })).ToList();
        for (var swap = 0; swap < swaps; swap++)
            await toy.DeployAsync(swap % 2 == 0 ? 2 : 1);
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(clients), answered => Assert.True(answered > 0));
        Assert.Equal(0, toy.Host.GetTraffic("live").ErrorCount);
        Assert.Equal(swaps + 1, made.Count);
        // A runner lets go of its last request a moment after its caller went on.
        for (var i = 0; i < 1_000 && made.Count(version => !version.IsDisposed) > 1; i++)
            await Task.Delay(10, Cancellation);
        Assert.Single(made, version => !version.IsDisposed);
    }

    [Fact]
    public async Task Endpoints_beyond_the_limit_are_loaded_with_their_first_request()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 3, new ServingOptions { MaxLoadedVersions = 1 });
        for (var version = 1; version <= 3; version++)
            await toy.Saker.Endpoints.DeployAsync($"e{version}", "churn", version, Cancellation);
        await toy.Host.RefreshAsync(Cancellation);
        Assert.Equal(1, toy.LoadCount);
        Assert.All(toy.Host.List(), status => Assert.True(status.IsServing));
        for (var version = 3; version >= 1; version--)
            Assert.Equal($"{version}", await toy.AskAsync($"e{version}", null));
    }

    [Fact]
    public void Settings_that_are_not_possible_are_all_named()
    {
        var failure = Assert.Throws<SakerException>(() => new ServingOptions { MaxLoadedBytes = 0, WarmUpRuns = -1 }.Validate());
        Assert.Equal(["maxLoadedBytes", "warmUpRuns"], failure.Problems.Select(problem => problem.Field));
    }
}
