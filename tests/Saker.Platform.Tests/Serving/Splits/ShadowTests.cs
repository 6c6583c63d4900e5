using Saker.Data;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Splits;

public sealed class ShadowTests : IAsyncLifetime
{
    private static readonly EndpointSplit All = SplitServing.Split(10_000, 10_000) with { Kind = SplitKind.Shadow };
    private readonly SeenPairs _pairs = new();
    private SplitServing _serving = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _serving = await SplitServing.OpenAsync(3);
        _serving.Host.AddShadowObserver(_pairs);
    }

    public ValueTask DisposeAsync() => _serving.DisposeAsync();

    [Fact]
    public async Task A_candidate_runs_copies_beside_what_callers_were_answered()
    {
        _serving.Columns[2] = ["x"];
        await _serving.SetAsync(All);
        for (var i = 0; i < 100; i++)
            Assert.Equal(1, (await _serving.Host.PredictAsync("live", SplitServing.Row(i), new TestKeys(null, $"id-{i}"), Cancellation)).Version);
        await Eventually.IsSoAsync(() => _pairs.All.Count == 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => new SeenPair(1, 2, 1, 1, i, i, $"id-{i}", null)), _pairs.All.OrderBy(pair => pair.PrimaryScore));
        var status = Status();
        Assert.Equal((100, 0, 0, 100, 0, 0, 0), (status.MirroredCount, status.DroppedCount, status.UnavailableCount, status.CompletedCount, status.FailedCount, status.PendingRows, status.PendingBytes));
        // Callers' requests alone are the endpoint's, and the candidate took none.
        Assert.Equal(100, _serving.Host.GetTraffic("live").RequestCount);
        Assert.All(_serving.Seen, call => Assert.Equal((1, 0), (call.Version, call.Arm)));
        Assert.DoesNotContain(_serving.Host.ListTraffic(), one => one.Version == 2);
        // Together: fewer runs than copies would need alone.
        Assert.Equal(100, _serving.Models[2].RowCount);
    }

    [Fact]
    public async Task A_candidate_that_fails_or_refuses_in_the_shadow_is_shown_to_fail_and_no_caller_knows()
    {
        _serving.Columns[3] = ["x", "y"];
        await _serving.SetAsync(SplitServing.Split(10_000, 10_000, 10_000) with { Kind = SplitKind.Shadow });
        _serving.Models[2].Failure = new InvalidOperationException("secret");
        for (var i = 0; i < 20; i++)
            Assert.Equal((1, null), ((await _serving.PredictAsync("user")).Version, (await _serving.PredictAsync("user")).Source));
        await Eventually.IsSoAsync(() => _pairs.All.Count == 80);
        Assert.All(_pairs.All, pair => Assert.Null(pair.ShadowScore));
        Assert.Equal([typeof(InvalidOperationException), typeof(SakerException)], _pairs.All.OrderBy(pair => pair.Arm).Select(pair => pair.Error!).Distinct());
        Assert.Equal(0, _serving.Host.GetTraffic("live").ErrorCount);
    }

    [Fact]
    public async Task One_bad_copy_of_a_batch_costs_the_others_nothing()
    {
        await _serving.SetAsync(All, settings: new EndpointSettings { Guard = new GuardSettings { OutOfRange = GuardPolicy.Reject } });
        await _serving.PredictAsync("user");
        await Failures.OfAsync(ErrorKind.InvalidInput, () => _serving.PredictAsync("user", SplitServing.Row(1e12)));
        await Eventually.IsSoAsync(() => _pairs.All.Count == 1);
        Assert.Equal(1, Status().MirroredCount);
    }

    [Fact]
    public async Task What_does_not_fit_is_dropped_and_counted_and_requests_go_on()
    {
        await _serving.SetAsync(All with { Shadow = new ShadowLimits { MaxPendingRows = 5 } });
        var gate = _serving.Models[2].Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 50; i++)
            Assert.Equal(1, await _serving.AskAsync("user"));
        var status = Status();
        Assert.Equal((5, 45, 5), (status.MirroredCount, status.DroppedCount, status.PendingRows));
        gate.SetResult();
        await Eventually.IsSoAsync(() => _pairs.All.Count == 5 && Status().PendingRows == 0);
        await _serving.SetAsync(All with { Shadow = new ShadowLimits { MaxPendingBytes = 1 } });
        await _serving.AskAsync("user");
        Assert.Equal((0, 1, 0), (Status().MirroredCount, Status().DroppedCount, Status().PendingBytes));
    }

    [Fact]
    public async Task Copies_wait_while_callers_requests_run_but_not_for_ever()
    {
        // Requests beside each other, each in a run of its own.
        var settings = new EndpointSettings { Batching = new BatchingSettings { Mode = BatchingMode.Off } };
        await _serving.SetAsync(All with { Shadow = new ShadowLimits { MaxDelay = TimeSpan.FromMinutes(1) } }, settings: settings);
        await _serving.AskAsync("user");
        await Eventually.IsSoAsync(() => _pairs.All.Count == 1);
        var (gate, running) = await HoldUpAsync();
        Assert.Equal(1, await _serving.AskAsync("user"));
        await Task.Delay(300, Cancellation);
        Assert.Single(_pairs.All);
        gate.SetResult();
        await running;
        await Eventually.IsSoAsync(() => _pairs.All.Count == 3);
        await _serving.SetAsync(All with { Shadow = new ShadowLimits { MaxDelay = TimeSpan.FromMilliseconds(50) } }, settings: settings);
        (gate, running) = await HoldUpAsync();
        Assert.Equal(1, await _serving.AskAsync("user"));
        await Eventually.IsSoAsync(() => _pairs.All.Count == 4);
        gate.SetResult();
        await running;
    }

    [Fact]
    public async Task A_share_of_requests_is_mirrored_by_their_keys()
    {
        var some = SplitServing.Split(10_000, 3000) with { Kind = SplitKind.Shadow };
        await _serving.SetAsync(some);
        var mirrored = Enumerable.Range(0, 100).Count(i => new SplitAssignment(some).Mirrors(1, $"user-{i}"));
        for (var i = 0; i < 100; i++)
            await _serving.AskAsync($"user-{i}");
        Assert.Equal(mirrored, Status().MirroredCount);
        Assert.InRange(mirrored, 15, 45);
    }

    [Fact]
    public async Task Shares_change_while_copies_wait_and_the_end_lets_go_of_the_candidate()
    {
        await _serving.SetAsync(All);
        for (var i = 0; i < 20; i++)
            await _serving.AskAsync("user");
        await _serving.SetAsync(All.WithWeights([10_000, 5000]) with { Revision = 2 });
        await Eventually.IsSoAsync(() => _pairs.All.Count == 20);
        Assert.Equal((20, 2), (Status().MirroredCount, _serving.LoadCount));
        await _serving.SetAsync(split: null);
        await Eventually.IsSoAsync(() => _serving.Models[2].IsDisposed);
        Assert.Equal(1, await _serving.AskAsync("user"));
        Assert.Equal(20, _pairs.All.Count);
    }

    [Fact]
    public async Task Nothing_is_copied_for_a_candidate_that_is_not_in_memory()
    {
        _serving.Broken[2] = true;
        await _serving.SetAsync(All);
        await _serving.AskAsync("user");
        Assert.Equal((0, 1), (Status().MirroredCount, Status().UnavailableCount));
    }

    [Fact]
    public async Task An_observer_that_throws_keeps_nobody_from_seeing_the_pair()
    {
        _serving.Host.RemoveShadowObserver(_pairs);
        _serving.Host.AddShadowObserver(new ThrowingObserver());
        _serving.Host.AddShadowObserver(_pairs);
        await _serving.SetAsync(All);
        await _serving.AskAsync("user");
        await Eventually.IsSoAsync(() => _pairs.All.Count == 1);
    }

    [Fact]
    public async Task A_candidate_that_cannot_even_be_tried_ends_nothing_but_its_copies()
    {
        var faulty = new FaultyRunners();
        _serving.Make = version => version == 2 ? faulty : null;
        await _serving.SetAsync(All);
        faulty.IsBroken = true;
        for (var i = 0; i < 5; i++)
            Assert.Equal(1, await _serving.AskAsync("user"));
        await Eventually.IsSoAsync(() => Status() is { FailedCount: 5, PendingRows: 0, PendingBytes: 0 });
        faulty.IsBroken = false;
        Assert.Equal(1, await _serving.AskAsync("user"));
        await Eventually.IsSoAsync(() => _pairs.All.Count == 1);
        Assert.Equal(6, _serving.Host.GetTraffic("live").RequestCount);
    }

    [Fact]
    public async Task An_observer_that_is_added_twice_sees_a_pair_once()
    {
        _serving.Host.AddShadowObserver(_pairs);
        await _serving.SetAsync(All);
        await _serving.AskAsync("user");
        await Eventually.IsSoAsync(() => Status() is { CompletedCount: 1, PendingRows: 0 });
        Assert.Single(_pairs.All);
    }

    [Fact]
    public void A_thread_can_give_way()
    {
        var hasAgreed = false;
        var thread = new Thread(() => hasAgreed = ThreadCourtesy.GiveWay());
        thread.Start();
        thread.Join();
        Assert.Equal(OperatingSystem.IsLinux(), hasAgreed);
    }

    /// <summary>A request that the control does not end before the gate opens.</summary>
    private async Task<(TaskCompletionSource Gate, Task Running)> HoldUpAsync()
    {
        var before = _serving.Models[1].RunCount;
        var gate = _serving.Models[1].Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _serving.AskAsync("user");
        await Eventually.IsSoAsync(() => _serving.Models[1].RunCount > before);
        _serving.Models[1].Gate = null;
        return (gate, running);
    }

    private ShadowStatus Status() => _serving.Host.FindSplit("live")!.Arms[1].Shadow!;

    private sealed class ThrowingObserver : IShadowObserver
    {
        public void Completed(ShadowPair pair) => throw new InvalidOperationException("observer");
    }
}
