using Saker.Data;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>An endpoint whose requests are split, as its callers and its observers see it.</summary>
public sealed partial class SplitRoutingTests : IAsyncLifetime
{
    private static readonly EndpointSplit Half = SplitServing.Split(5000, 5000);
    private SplitServing _serving = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _serving = await SplitServing.OpenAsync(3);

    public ValueTask DisposeAsync() => _serving.DisposeAsync();

    [Fact]
    public async Task Callers_stay_with_the_arm_that_their_header_falls_to_on_every_replica()
    {
        await _serving.SetAsync(Half);
        await using var replica = _serving.NewHost();
        await replica.RefreshAsync(Cancellation);
        var assignment = new SplitAssignment(Half);
        for (var i = 0; i < 200; i++)
        {
            var expected = assignment.Of($"user-{i}") + 1;
            Assert.Equal((expected, expected), (await _serving.AskAsync($"user-{i}"), await _serving.AskAsync($"user-{i}", host: replica)));
        }
        Assert.All(_serving.Seen, call => Assert.Equal((call.Version - 1, null, false), (call.Arm, call.Step, call.IsUnavailable)));
        var status = _serving.Host.FindSplit("live")!;
        Assert.Equal(200, status.Arms.Sum(arm => arm.AssignedCount));
        Assert.Equal(_serving.Seen.Count(call => call.Arm == 1), status.Arms[1].AssignedCount);
        Assert.Equal((0, true), (status.KeylessCount, status.IsLoaded));
        Assert.Equal("candidate", (await _serving.PredictAsync(SplitServing.Users(Half, 1).First())).Arm);
        var traffic = _serving.Host.ListTraffic().Where(one => one.Endpoint == "live").ToDictionary(one => one.Version!.Value, one => one.Outcomes.Sum());
        Assert.Equal(201, traffic.Values.Sum());
        Assert.Equal(_serving.Seen.Count(call => call.Version == 2), traffic[2]);
    }

    [Fact]
    public async Task A_field_of_the_first_row_can_be_the_key_and_is_the_same_key_as_the_text_of_a_header()
    {
        await _serving.SetAsync(Half with { Key = SplitKey.Parse("field:x") });
        var assignment = new SplitAssignment(Half);
        foreach (var (x, text) in ((double, string)[])[(1, "1"), (2, "2"), (42, "42"), (-7, "-7"), (0.5, "0.5"), (1234.25, "1234.25"), (123_456_789, "123456789")])
            Assert.Equal(assignment.Of(text) + 1, await _serving.AskAsync(user: null, x));
        // Whoever refuses what both take counts nothing twice.
        Assert.Equal(7, _serving.Host.GetTraffic("live").RequestCount);
        Assert.Equal(7, _serving.Seen.Count);
        Assert.All(_serving.Seen, call => Assert.Equal(call.Version - 1, call.Arm));
        await _serving.SetAsync(Half with { Key = SplitKey.Parse("field:none") });
        await _serving.AskAsync(user: null);
        Assert.Equal(1, _serving.Host.FindSplit("live")!.KeylessCount);
    }

    [Fact]
    public async Task Requests_without_the_key_fall_each_for_itself_and_are_counted_also_where_all_have_one_id()
    {
        await _serving.SetAsync(Half);
        var versions = new List<int>();
        for (var i = 0; i < 300; i++)
            versions.Add((await _serving.Host.PredictAsync("live", SplitServing.Row(1), new TestKeys(null, "1"), Cancellation)).Version);
        Assert.InRange(versions.Count(version => version == 2), 110, 190);
        Assert.Equal(300, _serving.Host.FindSplit("live")!.KeylessCount);
        // A header that is the same text for all is one caller; no key at all is nobody in particular.
        await _serving.SetAsync(Half with { Key = SplitKey.Request });
        versions.Clear();
        for (var i = 0; i < 300; i++)
            versions.Add(await _serving.AskAsync("user-1"));
        Assert.InRange(versions.Count(version => version == 2), 110, 190);
    }

    [Fact]
    public async Task A_candidate_that_is_still_loading_costs_nobody_an_answer()
    {
        await _serving.SetAsync(split: null);
        var gate = _serving.LoadGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loading = _serving.SetAsync(SplitServing.Split(0, 10_000));
        await Eventually.IsSoAsync(() => _serving.Host.FindSplit("live") is not null);
        for (var i = 0; i < 10; i++)
            Assert.Equal(1, await _serving.AskAsync($"user-{i}"));
        Assert.False(loading.IsCompleted);
        Assert.All(_serving.Seen, call => Assert.Equal((1, 1, true), (call.Version, call.Arm, call.IsUnavailable)));
        Assert.Equal((10, 10), (_serving.Host.FindSplit("live")!.Arms[1].AssignedCount, _serving.Host.FindSplit("live")!.Arms[1].UnavailableCount));
        gate.SetResult();
        await loading;
        Assert.Equal(2, await _serving.AskAsync("user-1"));
        Assert.Equal(2, _serving.LoadCount);
    }

    [Fact]
    public async Task A_candidate_that_cannot_be_loaded_costs_nobody_an_answer_and_says_why()
    {
        _serving.Broken[2] = true;
        await _serving.SetAsync(SplitServing.Split(0, 10_000));
        Assert.Equal(1, await _serving.AskAsync("user-1"));
        var status = _serving.Host.FindSplit("live")!;
        Assert.Equal((VersionState.Failed, false), (status.Arms[1].Version!.State, status.IsLoaded));
        Assert.Contains("is broken", status.Arms[1].Version!.Reason);
        await _serving.SetAsync(SplitServing.Split(0, 10_000) with { Arms = [.. SplitServing.Split(0, 10_000).Arms.Select(arm => arm.Weight == 0 ? arm : arm with { Version = 9 })] });
        Assert.Equal(1, await _serving.AskAsync("user-1"));
        Assert.Contains("9", _serving.Host.FindSplit("live")!.Arms[1].Fault);
    }

    [Fact]
    public async Task A_candidate_that_fails_is_answered_for_by_the_control_and_counted_as_failed()
    {
        await _serving.SetAsync(Half);
        _serving.Models[2].Failure = new InvalidOperationException("secret");
        foreach (var user in SplitServing.Users(Half, 1).Take(10))
        {
            var prediction = await _serving.PredictAsync(user);
            Assert.Equal((1, "control", "control", "candidate: the model failed"), (prediction.Version, prediction.Arm, prediction.Source!.Step, prediction.Source.Reason));
        }
        Assert.Equal(10, _serving.Seen.Count(call => call is { Version: 2, Arm: 1, IsShielded: true, Failure: ErrorKind.Internal, IsRefused: false }));
        Assert.Equal(10, _serving.Seen.Count(call => call is { Version: 1, Arm: -1, IsShielded: false, Failure: null, Step: "control" }));
        Assert.Equal(20, _serving.Seen.Count);
        var traffic = _serving.Host.GetTraffic("live");
        Assert.Equal((10, 0, 10), (traffic.RequestCount, traffic.ErrorCount, traffic.FallbackCount));
        Assert.Equal(10, _serving.Host.FindSplit("live")!.Arms[1].ShieldedCount);
        // When the control fails as well, the caller is told once.
        _serving.Models[1].Failure = new InvalidOperationException("control");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _serving.PredictAsync(SplitServing.Users(Half, 1).First()));
        Assert.Equal("control", failure.Message);
        Assert.Equal((11, 1), (_serving.Host.GetTraffic("live").RequestCount, _serving.Host.GetTraffic("live").ErrorCount));
    }

    [Fact]
    public async Task Without_the_shield_callers_see_what_a_candidate_does()
    {
        await _serving.SetAsync(Half with { Shield = false });
        _serving.Models[2].Failure = new InvalidOperationException("candidate");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _serving.PredictAsync(SplitServing.Users(Half, 1).First()));
        Assert.Equal([new SeenCall(2, 1, ErrorKind.Internal, IsRefused: false, IsShielded: false, IsUnavailable: false, Step: null)], _serving.Seen);
        Assert.Equal((1, 1), (_serving.Host.GetTraffic("live").RequestCount, _serving.Host.GetTraffic("live").ErrorCount));
    }

    [Theory]
    [InlineData("header:x-user")]
    [InlineData("field:x")]
    public async Task A_candidate_that_takes_a_column_more_answers_those_who_send_it(string key)
    {
        _serving.Columns[2] = ["x", "y"];
        await _serving.SetAsync(SplitServing.Split(0, 10_000) with { Key = SplitKey.Parse(key), Shield = false });
        Assert.Equal(1, await _serving.AskAsync("user-1"));
        Assert.Equal(
            [new SeenCall(2, 1, ErrorKind.InvalidInput, IsRefused: true, IsShielded: true, IsUnavailable: false, Step: null), new SeenCall(1, -1, null, IsRefused: false, IsShielded: false, IsUnavailable: false, Step: "control")],
            _serving.Seen.OrderByDescending(call => call.Version));
        var both = new Table([Column.Of<double>("x", new[] { 1.0 }), Column.Of<double>("y", new[] { 2.0 })]);
        var prediction = await _serving.PredictAsync("user-1", both);
        Assert.Equal((2, 3.0), (prediction.Version, prediction.Outputs.Get("score").ToFloat64()[0]));
        Assert.Equal((2, 0, 0), (_serving.Host.GetTraffic("live").RequestCount, _serving.Host.GetTraffic("live").ErrorCount, _serving.Host.GetTraffic("live").RefusedCount));
    }

    [Theory]
    [InlineData("header:x-user", 1)]
    [InlineData("field:x", -1)]
    public async Task What_no_arm_takes_is_refused_once(string key, int arm)
    {
        await _serving.SetAsync(Half with { Key = SplitKey.Parse(key) });
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => _serving.PredictAsync(SplitServing.Users(Half, 1).First(), new Table([Column.Of<double>("z", new[] { 1.0 })])));
        Assert.Equal("x", failure.Problems.Single().Field);
        var traffic = _serving.Host.GetTraffic("live");
        Assert.Equal((1, 1, 1), (traffic.RequestCount, traffic.ErrorCount, traffic.RefusedCount));
        Assert.Equal(arm, _serving.Seen.Max(call => call.Arm));
        Assert.All(_serving.Seen, call => Assert.True(call.IsRefused));
    }

    [Fact]
    public async Task A_version_asked_for_by_its_number_is_never_split()
    {
        await _serving.SetAsync(SplitServing.Split(0, 10_000));
        using var call = await _serving.Host.BeginAsync("live", "1", new TestKeys("user-1"), Cancellation);
        call.DoNotCount();
        Assert.Equal((1, -1, null), (call.Model.Version.Version, call.Arm, call.Split));
        using var look = await _serving.Host.BeginAsync("live", version: null, Cancellation);
        look.DoNotCount();
        Assert.Equal((1, -1), (look.Model.Version.Version, look.Arm));
    }

    [Fact]
    public async Task Shares_change_without_loading_anything_and_counts_go_on()
    {
        await _serving.SetAsync(SplitServing.Split(9500, 500));
        var (control, candidate) = (_serving.Models[1], _serving.Models[2]);
        await _serving.AskAsync("user-1");
        var split = SplitServing.Split(9500, 500);
        foreach (var share in (int[])[1000, 2500, 5000, 10_000])
        {
            split = split.WithWeights([10_000 - share, share]) with { Revision = share };
            await _serving.SetAsync(split);
            await _serving.AskAsync("user-1");
        }
        Assert.Equal(2, _serving.LoadCount);
        Assert.Same(candidate, _serving.Models[2]);
        Assert.False(control.IsDisposed || candidate.IsDisposed);
        Assert.Equal(5, _serving.Host.FindSplit("live")!.Arms.Sum(arm => arm.AssignedCount));
        // Another rollout begins anew.
        await _serving.SetAsync(Half with { RolloutId = "r2" });
        Assert.Equal(0, _serving.Host.FindSplit("live")!.Arms.Sum(arm => arm.AssignedCount));
    }

    [Fact]
    public async Task A_rollback_takes_the_next_request_and_lets_those_under_way_end()
    {
        await _serving.SetAsync(SplitServing.Split(0, 10_000));
        var candidate = _serving.Models[2];
        var gate = candidate.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var underWay = Enumerable.Range(0, 8).Select(i => _serving.AskAsync($"user-{i}")).ToList();
        await _serving.SetAsync(split: null);
        Assert.Equal(1, await _serving.AskAsync("user-1"));
        Assert.Null(_serving.Host.FindSplit("live"));
        Assert.False(candidate.IsDisposed);
        gate.SetResult();
        Assert.All(await Task.WhenAll(underWay), version => Assert.Equal(2, version));
        await Eventually.IsSoAsync(() => candidate.IsDisposed);
        Assert.Equal(2, _serving.LoadCount);
    }

    [Fact]
    public async Task No_request_is_lost_while_splits_begin_change_and_end()
    {
        await _serving.SetAsync(split: null);
        using var stop = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var count = 0;
            for (; !stop.IsCancellationRequested; count++)
                Assert.InRange(await _serving.AskAsync($"user-{worker}-{count}"), 1, 3);
            return count;
        })).ToList();
        for (var i = 0; i < 60; i++)
        {
            await _serving.SetAsync((i % 4) switch { 0 => SplitServing.Split(9000, 1000), 1 => SplitServing.Split(9000, 1000).WithWeights([0, 10_000]), 2 => SplitServing.Split(4000, 3000, 3000) with { RolloutId = $"r{i}", Key = SplitKey.Parse("field:x") }, _ => null }, version: 1 + (i / 4 % 2));
            await Task.Delay(5, Cancellation);
        }
        await stop.CancelAsync();
        Assert.True((await Task.WhenAll(asking)).Sum() > 100);
        Assert.All(_serving.Seen, call => Assert.Equal((null, false), (call.Failure, call.IsShielded)));
    }

    [Fact]
    public async Task Promotion_keeps_the_version_before_warm_so_that_a_rollback_loads_nothing()
    {
        await _serving.SetAsync(Half);
        // Promoted: the endpoint's version is the candidate, and the old one takes nothing.
        await _serving.SetAsync(SplitServing.Split(0, 10_000), version: 2);
        var status = _serving.Host.FindSplit("live")!;
        Assert.Equal((true, false, true), (status.IsLoaded, status.Arms[0].IsOwn, status.Arms[1].IsOwn));
        Assert.Equal(2, await _serving.AskAsync("user-1"));
        Assert.Equal((2, 1), (_serving.Seen[^1].Version, _serving.Seen[^1].Arm));
        Assert.False(_serving.Models[1].IsDisposed);
        await _serving.SetAsync(split: null, version: 1);
        Assert.Equal(1, await _serving.AskAsync("user-1"));
        Assert.Equal(2, _serving.LoadCount);
        // Concluded at last: what is not served leaves memory.
        await _serving.SetAsync(split: null, version: 2);
        await Eventually.IsSoAsync(() => _serving.Models[1].IsDisposed);
    }

    [Fact]
    public async Task The_endpoints_own_version_is_not_answered_for_by_the_one_kept_warm()
    {
        await _serving.SetAsync(SplitServing.Split(0, 10_000), version: 2);
        _serving.Models[2].Failure = new InvalidOperationException("own");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _serving.PredictAsync("user-1"));
        Assert.Equal((2, 1, false), (_serving.Seen.Single().Version, _serving.Seen.Single().Arm, _serving.Seen.Single().IsShielded));
    }

    [Fact]
    public async Task A_candidate_that_left_memory_for_others_comes_back_and_nobody_waits_for_it()
    {
        await using var small = await SplitServing.OpenAsync(3, new ServingOptions { WarmUpRuns = 0, MaxLoadedVersions = 2 });
        await small.SetAsync(SplitServing.Split(5000, 5000));
        var user = SplitServing.Users(Half, 1).First();
        Assert.Equal(2, await small.AskAsync(user));
        // The control was used last, so the candidate makes room.
        Assert.Equal(1, await small.AskAsync(SplitServing.Users(Half, 0).First()));
        using (var other = await small.Host.BeginAsync("live", "3", Cancellation))
            other.DoNotCount();
        var gate = small.LoadGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.Equal(1, await small.AskAsync(user));
        Assert.True(small.Seen[^1].IsUnavailable);
        gate.SetResult();
        await Eventually.IsSoAsync(async () => await small.AskAsync(user) == 2);
    }

    [Fact]
    public async Task A_candidate_unloaded_by_request_stays_so_and_the_control_answers()
    {
        await _serving.SetAsync(SplitServing.Split(0, 10_000));
        Assert.Equal(2, await _serving.AskAsync("user-1"));
        await _serving.Host.UnloadAsync("churn", "2", Cancellation);
        Assert.Equal(1, await _serving.AskAsync("user-1"));
        await _serving.SetAsync(SplitServing.Split(1000, 9000) with { Revision = 2 });
        Assert.Equal((1, 2), (await _serving.AskAsync("user-1"), _serving.LoadCount));
        await _serving.Host.LoadAsync("churn", "2", Cancellation);
        await _serving.SetAsync(SplitServing.Split(0, 10_000) with { Revision = 3 });
        Assert.Equal(2, await _serving.AskAsync("user-1"));
    }

    [Fact]
    public async Task Each_arm_has_answers_of_its_own_in_the_cache()
    {
        await _serving.SetAsync(Half, settings: new EndpointSettings { Cache = new CacheSettings { Enabled = true } });
        var (control, candidate) = (SplitServing.Users(Half, 0).First(), SplitServing.Users(Half, 1).First());
        for (var i = 0; i < 3; i++)
            Assert.Equal((1, 2), (await _serving.AskAsync(control), await _serving.AskAsync(candidate)));
        Assert.Equal((1, 1), (_serving.Models[1].RunCount, _serving.Models[2].RunCount));
        Assert.Equal(4, _serving.Host.Get("live").Cache!.HitCount);
    }

    [Fact]
    public async Task The_control_answers_for_a_candidate_before_the_steps_of_the_fallback_chain_do()
    {
        var constant = new ConstantSettings { Outputs = new Dictionary<string, object> { ["label"] = "none", ["score"] = -1.0 } };
        var fallback = new FallbackSettings { Primary = new StepSettings { Timeout = TimeSpan.FromSeconds(1) }, Constant = constant };
        await _serving.SetAsync(Half, settings: new EndpointSettings { Fallback = fallback });
        var user = SplitServing.Users(Half, 1).First();
        Assert.Equal((2, "primary"), (await AskedAsync(user)));
        // The step's time limit holds for candidates too.
        var gate = _serving.Models[2].Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.Equal((1, "control"), await AskedAsync(user));
        Assert.Equal(ErrorKind.Timeout, _serving.Seen.Single(call => call.IsShielded).Failure);
        gate.SetResult();
        _serving.Models[2].Gate = null;
        _serving.Models[2].Failure = _serving.Models[1].Failure = new InvalidOperationException();
        var prediction = await _serving.PredictAsync(user);
        Assert.Equal(("none", "constant", "candidate: the model failed; primary: the model failed"), (prediction.Outputs.Get<string>("label").Values.Span[0], prediction.Source!.Step, prediction.Source.Reason));
        Assert.Equal(0, _serving.Host.GetTraffic("live").ErrorCount);

        async Task<(int, string)> AskedAsync(string who)
        {
            var given = await _serving.PredictAsync(who);
            return (given.Version, given.Source!.Step);
        }
    }

    [Fact]
    public async Task What_reading_takes_counts_once_for_every_arm_where_a_column_is_the_key()
    {
        var time = new ManualTime();
        await using var serving = await SplitServing.OpenAsync(2, time: time);
        await serving.SetAsync(Half with { Key = SplitKey.Parse("field:x") });
        for (var x = 0; x < 20; x++)
        {
            var begun = await serving.Host.BeginAsync("live", version: null, new TestKeys(null), Cancellation);
            using var call = await serving.Host.AnswerAsync(begun, new SlowRequest(x, time), Cancellation);
            Assert.Equal(TimeSpan.FromSeconds(1), call.Duration);
        }
        Assert.Equal(2, serving.Seen.Select(call => call.Arm).Distinct().Count());
    }

    [Fact]
    public async Task What_a_candidate_took_is_its_callers_wait_and_not_the_controls_own_time()
    {
        var time = new ManualTime();
        await using var serving = await SplitServing.OpenAsync(2, time: time);
        await serving.SetAsync(SplitServing.Split(0, 10_000));
        serving.Models[2].Failure = new InvalidOperationException();
        serving.Models[2].Before = () => time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(1, await serving.AskAsync("user-1"));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)], serving.Durations);
        var traffic = serving.Host.ListTraffic().Where(one => one.Endpoint == "live").ToDictionary(one => one.Version!.Value, one => one.Total.Sum);
        Assert.Equal((0.0, 7.0), (traffic[1], traffic[2]));
    }
}
