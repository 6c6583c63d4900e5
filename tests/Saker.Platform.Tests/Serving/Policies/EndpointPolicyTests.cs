using System.Collections.Concurrent;
using System.Text;
using Saker.Data;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Settings;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Policies;

/// <summary>An endpoint's settings as its callers feel them.</summary>
public sealed class EndpointPolicyTests : IAsyncLifetime
{
    private static readonly ConstantSettings Constant = new() { Outputs = new Dictionary<string, object> { ["label"] = "none", ["score"] = -1.0 } };
    private readonly ConcurrentDictionary<int, MoodyModel> _models = new();
    private ToyServing _toy = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _toy = await ToyServing.OpenAsync(3, new ServingOptions { WarmUpRuns = 0 });
        _toy.Make = version => _models[version.Version] = new MoodyModel(version.Version);
        await _toy.DeployAsync(1);
    }

    public ValueTask DisposeAsync() => _toy.DisposeAsync();

    [Fact]
    public async Task Values_outside_of_what_training_saw_are_refused_passed_or_clipped_as_the_endpoint_says()
    {
        Assert.Equal(("1", 40.0), await AskAsync(20));
        await SetAsync(new EndpointSettings { Guard = new GuardSettings { OutOfRange = GuardPolicy.Reject } });
        var refused = await Failures.OfAsync(ErrorKind.InvalidInput, async () => await AskAsync(20));
        Assert.Equal("row 0, x: 20 is outside what training saw, 0 to 10.", refused.Problems.Single().ToString());
        Assert.Equal(1, _toy.Host.GetTraffic("live").RefusedCount);
        await SetAsync(new EndpointSettings { Guard = new GuardSettings { OutOfRange = GuardPolicy.Clip } });
        using var call = await BeginAsync(20);
        await call.RunAsync(Cancellation);
        Assert.Equal(20.0, call.Outputs[1].Elements<double>()[0]);
        Assert.Equal("row 0, x: 20 is outside what training saw, 0 to 10; it was taken as 10.", call.Report.Warnings.Single().ToString());
    }

    [Fact]
    public async Task Equal_requests_run_once_and_each_version_answers_for_itself()
    {
        await SetAsync(new EndpointSettings { Cache = new CacheSettings { Enabled = true } });
        await AskAsync(1);
        using (var call = await BeginAsync(1))
        {
            await call.RunAsync(Cancellation);
            Assert.True(call.IsFromCache);
            Assert.Equal(2.0, call.Outputs[1].Elements<double>()[0]);
            // What a caller does to an answer stays with it.
            call.Outputs[1].Elements<double>()[0] = 0.5;
        }
        Assert.Equal(("1", 2.0), await AskAsync(1));
        Assert.Equal(("1", 4.0), await AskAsync(2));
        Assert.Equal(2, _models[1].RunCount);
        Assert.Equal((2, 2), (_toy.Host.Get("live").Cache!.HitCount, _toy.Host.GetTraffic("live").CacheHitCount));
        await _toy.DeployAsync(2);
        Assert.Equal(("2", 2.0), await AskAsync(1));
        using var last = await BeginAsync(1);
        Assert.Equal(0, last.Model.Statistics.ToSnapshot().CacheHit.Count);
        Assert.Equal(1, last.Model.Statistics.ToSnapshot().CacheMiss.Count);
    }

    [Fact]
    public async Task The_previous_version_answers_for_one_that_fails_and_says_so()
    {
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Previous = new StepSettings(), Constant = Constant } });
        await _toy.DeployAsync(2);
        Assert.Equal(("2", 6.0), await AskAsync(3));
        _models[2].Failure = new InvalidOperationException("secret");
        using (var call = await BeginAsync(3))
        {
            await call.RunAsync(Cancellation);
            Assert.Equal(new AnswerSource("previous", "churn", 1, "primary: the model failed"), call.Source);
            Assert.Equal(("1", 6.0, 1), (Label(call), call.Outputs[1].Elements<double>()[0], call.AnsweredVersion));
        }
        _models[1].Failure = new InvalidOperationException();
        Assert.Equal(("none", -1.0), await AskAsync(3));
        var traffic = _toy.Host.GetTraffic("live");
        Assert.Equal((3, 0, 2), (traffic.RequestCount, traffic.ErrorCount, traffic.FallbackCount));
        // Who asks for a version by its number gets that version or an error.
        using var exact = await BeginAsync(3, "2");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await exact.RunAsync(Cancellation));
    }

    [Fact]
    public async Task Rules_answer_by_expressions_over_the_inputs()
    {
        var rules = new RulesSettings { Outputs = new Dictionary<string, string> { ["label"] = "CASE WHEN x > 5 THEN 'high' ELSE 'low' END", ["score"] = "x / 10" } };
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Rules = rules, Constant = Constant } });
        _models[1].Failure = new InvalidOperationException();
        using var call = await BeginAsync(7);
        await call.RunAsync(Cancellation);
        Assert.Equal(("high", 0.7, new AnswerSource("rules", null, null, "primary: the model failed")), (Label(call), call.Outputs[1].Elements<double>()[0], call.Source));
        // What overflows is no answer of the rules.
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Rules = rules with { Outputs = new Dictionary<string, string> { ["label"] = "'a'", ["score"] = "exp(x * 1000)" } }, Constant = Constant } });
        Assert.Equal(("none", -1.0), await AskAsync(7));
        var huge = new EndpointSettings { Fallback = new FallbackSettings { Rules = rules with { Outputs = new Dictionary<string, string> { ["label"] = "'a'", ["score"] = "1e400" } } } };
        Assert.Contains("too large", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Task.Run(() => _toy.Host.RequireSettings("live", huge)))).Problems.Single().Message);
        var wrong = new EndpointSettings { Fallback = new FallbackSettings { Rules = rules with { Outputs = new Dictionary<string, string> { ["label"] = "upper(tenure)", ["score"] = "x +" } } } };
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Task.Run(() => _toy.Host.RequireSettings("live", wrong)));
        Assert.Equal(["fallback.rules.outputs.label", "fallback.rules.outputs.score"], failure.Problems.Select(problem => problem.Field).Order());
    }

    [Fact]
    public async Task A_version_that_takes_too_long_cannot_write_into_the_answer_of_another()
    {
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Primary = new StepSettings { Timeout = TimeSpan.FromSeconds(1) }, Constant = Constant } });
        var gate = _models[1].Gate = new TaskCompletionSource();
        var call = await BeginAsync(3);
        // The step's limit is a timer of the system's: a clock that ran ahead would let the queue's own limit end the run first.
        await call.RunAsync(Cancellation);
        gate.SetResult();
        await Task.Delay(50, Cancellation);
        Assert.Equal(("none", -1.0, "primary: no answer within 1s"), (Label(call), call.Outputs[1].Elements<double>()[0], call.Source!.Reason));
        call.Dispose();
        _models[1].Gate = null;
        Assert.Equal(("1", 8.0), await AskAsync(4));
    }

    [Fact]
    public async Task A_version_that_keeps_failing_is_left_out_and_the_endpoint_is_degraded_until_it_is_well()
    {
        var breaker = new BreakerSettings { MinimumThroughput = 4, BreakDuration = TimeSpan.FromSeconds(5) };
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Primary = new StepSettings { Breaker = breaker }, Constant = Constant } });
        _models[1].Failure = new InvalidOperationException();
        _toy.Time.Advance(TimeSpan.FromSeconds(20));
        var failedAt = _toy.Time.GetUtcNow();
        for (var i = 0; i < 10; i++)
            Assert.Equal(("none", -1.0), await AskAsync(1));
        Assert.Equal(4, _models[1].RunCount);
        var status = _toy.Host.Get("live");
        Assert.Equal(failedAt, status.Since);
        Assert.Equal((EndpointState.Degraded, BreakerState.Open), (status.State, status.Steps[0].State));
        Assert.Contains("left out", status.Reason);
        _models[1].Failure = null;
        _toy.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(("1", 2.0), await AskAsync(1));
        Assert.Equal((EndpointState.Active, BreakerState.Closed), (_toy.Host.Get("live").State, _toy.Host.Get("live").Steps[0].State));
    }

    [Fact]
    public async Task The_previous_version_stays_in_memory_while_it_is_needed()
    {
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Previous = new StepSettings() } });
        await _toy.DeployAsync(2);
        Assert.Equal([VersionState.Active, VersionState.Active, VersionState.Registered], await StatesAsync());
        await _toy.DeployAsync(3);
        Assert.Equal([VersionState.Unloaded, VersionState.Active, VersionState.Active], await StatesAsync());
        await SetAsync(new EndpointSettings());
        Assert.Equal([VersionState.Unloaded, VersionState.Unloaded, VersionState.Active], await StatesAsync());
    }

    [Fact]
    public async Task The_previous_version_answers_also_for_one_that_is_not_in_memory()
    {
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Previous = new StepSettings() } });
        await _toy.DeployAsync(2);
        await _toy.Host.UnloadAsync("live", "2", Cancellation);
        using var call = await BeginAsync(3);
        await call.RunAsync(Cancellation);
        Assert.Equal(("1", 1, "previous"), (Label(call), call.AnsweredVersion, call.Source!.Step));
        Assert.StartsWith("primary: Version 2 of model 'churn' was unloaded", call.Source.Reason);
        Assert.Equal(1, _toy.Host.GetTraffic("live").FallbackCount);
        // Only on the failures that the endpoint names.
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { On = FallbackReasons.Timeout, Previous = new StepSettings() } });
        await Failures.OfAsync(ErrorKind.Unavailable, () => AskAsync(3));
        await SetAsync(new EndpointSettings());
        await Failures.OfAsync(ErrorKind.Unavailable, () => AskAsync(3));
    }

    [Fact]
    public async Task Neither_other_settings_nor_a_way_back_loads_the_previous_version_again()
    {
        var fallback = new FallbackSettings { Previous = new StepSettings() };
        await SetAsync(new EndpointSettings { Fallback = fallback });
        await _toy.DeployAsync(2);
        var loads = _toy.LoadCount;
        await SetAsync(new EndpointSettings { Fallback = fallback, Cache = new CacheSettings { Enabled = true } });
        await _toy.DeployAsync(1);
        Assert.Equal(("1", 6.0), await AskAsync(3));
        Assert.Equal(loads, _toy.LoadCount);
        Assert.Equal([VersionState.Active, VersionState.Active, VersionState.Registered], await StatesAsync());
    }

    [Fact]
    public async Task A_request_that_allows_no_time_does_not_leave_the_version_out_for_others()
    {
        var breaker = new BreakerSettings { MinimumThroughput = 4 };
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Primary = new StepSettings { Breaker = breaker }, Constant = Constant } });
        _models[1].Gate = new TaskCompletionSource();
        var hurried = Enumerable.Range(0, 10).Select(async _ =>
        {
            using var call = await BeginAsync(1);
            call.Timeout = TimeSpan.FromMilliseconds(1);
            await call.RunAsync(Cancellation);
            return call.Source!.Step;
        }).ToList();
        while (!Task.WhenAll(hurried).IsCompleted)
        {
            _toy.Time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Delay(1, Cancellation);
        }
        Assert.All(await Task.WhenAll(hurried), step => Assert.Equal("constant", step));
        _models[1].Gate!.SetResult();
        Assert.Equal(BreakerState.Closed, _toy.Host.Get("live").Steps[0].State);
        Assert.Equal(("1", 2.0), await AskAsync(1));
    }

    [Fact]
    public async Task A_models_own_name_has_no_say_in_how_an_endpoint_serves()
    {
        await SetAsync(new EndpointSettings { Queue = new QueueSettings { MaxQueuedCalls = 7 } });
        using var own = await _toy.Host.BeginAsync("churn", version: null, Cancellation);
        own.DoNotCount();
        using var call = await BeginAsync(1);
        call.DoNotCount();
        Assert.Equal(7, call.Model.Queue.Settings.MaxQueuedCalls);
    }

    [Fact]
    public async Task A_constant_that_does_not_fit_a_version_is_left_out_and_told()
    {
        var wrong = new ConstantSettings { Outputs = new Dictionary<string, object> { ["score"] = "high" } };
        await SetAsync(new EndpointSettings { Fallback = new FallbackSettings { Constant = wrong } });
        Assert.Equal(["fallback.constant.outputs.label", "fallback.constant.outputs.score"], _toy.Host.Get("live").Faults.Select(fault => fault.Field));
        Assert.Equal(("1", 2.0), await AskAsync(1));
        var settings = _toy.Host.Get("live").Endpoint.Settings;
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Task.Run(() => _toy.Host.RequireSettings("live", settings)));
        Assert.Equal(2, failure.Problems.Count);
    }

    [Fact]
    public async Task Queue_and_batching_follow_the_settings_without_a_deployment()
    {
        using var call = await BeginAsync(1);
        await SetAsync(new EndpointSettings { Batching = new BatchingSettings { Mode = BatchingMode.On } });
        Assert.True(call.Model.Batching.IsBatching);
        await SetAsync(new EndpointSettings { Queue = new QueueSettings { MaxQueuedCalls = 1 }, Batching = new BatchingSettings { Mode = BatchingMode.Off } });
        Assert.False(call.Model.Batching.IsBatching);
        _models[1].Gate = new TaskCompletionSource();
        var running = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => AskAsync(1)).ToList();
        await Failures.OfAsync(ErrorKind.LimitExceeded, () => AskAsync(1));
        _models[1].Gate!.SetResult();
        await Task.WhenAll(running);
    }

    private async Task SetAsync(EndpointSettings settings)
    {
        await _toy.Saker.Endpoints.SetSettingsAsync("live", settings, Cancellation);
        await _toy.Host.RefreshAsync(Cancellation);
    }

    private async Task<InferCall> BeginAsync(double x, string? version = null)
    {
        var call = await _toy.Host.BeginAsync("live", version, Cancellation);
        call.Inputs[0].Reset([1, 1]);
        call.Inputs[0].Elements<double>()[0] = x;
        return call;
    }

    private async Task<(string Label, double Score)> AskAsync(double x)
    {
        using var call = await BeginAsync(x);
        await call.RunAsync(Cancellation);
        return (Label(call), call.Outputs[1].Elements<double>()[0]);
    }

    private static string Label(InferCall call) => Encoding.UTF8.GetString(call.Outputs[0].Text(0));

    private async Task<IEnumerable<VersionState>> StatesAsync() =>
        (await _toy.Host.ListVersionsAsync("live", Cancellation)).OrderBy(version => version.Version).Select(version => version.State);
}
