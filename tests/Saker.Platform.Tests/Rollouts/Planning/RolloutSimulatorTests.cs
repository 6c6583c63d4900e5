using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Rollouts.Planning;
using Saker.Platform.Serving;
using Saker.Platform.Tests.Monitoring.Outcomes;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Rollouts.Planning;

/// <summary>Logged traffic through versions that are as good, fail, score otherwise or are wrong.</summary>
public sealed class RolloutSimulatorTests : IAsyncLifetime
{
    private const int RequestCount = 6_000;

    private readonly EmbeddedBackend _backend = new();
    private readonly FakePredictionLog _log = new();
    private readonly ManualTime _time = new();
    private readonly Dictionary<int, Func<IModel>> _models = new()
    {
        [1] = () => new ScoredToy(x => x),
        [2] = () => new ScoredToy(x => x + 1e-9),
        [3] = () => new ScoredToy(x => x, x => x > 0.97),
        [4] = () => new ScoredToy(x => x + 0.15),
        [5] = () => new ScoredToy(x => 1 - x),
    };

    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await _backend.OpenAsync(services =>
        {
            services.AddSingleton<IPredictionLog>(_log);
            services.AddSingleton<TimeProvider>(_time);
            services.AddSingleton<ModelLoader>((version, _) => Task.FromResult(_models[version.Version]()));
        });
        using var source = new ModelSource();
        foreach (var _ in _models)
            await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await _saker.Endpoints.DeployAsync("churn", "churn", 1, Cancellation);
        var chance = new Random(4);
        for (var i = 0; i < RequestCount; i++)
            _log.Add(new LoggedPrediction
            {
                RequestId = $"q{i}",
                Endpoint = "churn",
                Model = "churn",
                Version = 1,
                At = _time.GetUtcNow().AddSeconds(i - RequestCount),
                RowCount = 1,
                Step = "primary",
                Rows = [0],
                Inputs = new Table([Column.OfNumbers("x", [chance.NextDouble()])]),
                Outputs = new Table([Column.OfText("label", ["No"])]),
                Weight = 4,
            });
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task A_version_that_is_as_good_goes_through_all_steps_to_the_end()
    {
        var simulation = await SimulateAsync(2);

        Assert.Equal(RolloutState.Promoted, simulation.Rollout.State);
        Assert.Equal([RolloutDecisionKind.Begin, RolloutDecisionKind.PromoteStep, RolloutDecisionKind.PromoteStep, RolloutDecisionKind.Promote], simulation.Decisions.Select(decision => decision.Kind));
        Assert.Equal(simulation.Decisions.Select(decision => decision.At), simulation.Decisions.Select(decision => decision.At).Order());
        Assert.InRange(simulation.Decisions[^1].At - simulation.From, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(60));
        Assert.Equal(4, simulation.Weight);
    }

    [Theory]
    [InlineData(3, "error_rate")]
    [InlineData(4, "score_shift")]
    public async Task A_version_that_does_harm_is_rolled_back_with_the_reason(int version, string guard)
    {
        var simulation = await SimulateAsync(version);

        Assert.Equal(RolloutState.RolledBack, simulation.Rollout.State);
        Assert.Contains($"churn/{version} does harm: {guard}", simulation.Decisions[^1].Reason, StringComparison.Ordinal);
        Assert.True(simulation.RequestCount < RequestCount);
        Assert.True(simulation.Decisions[^1].CandidateRequests < 1_500);
    }

    [Fact]
    public async Task In_the_shadow_every_request_goes_to_both()
    {
        var simulation = await SimulateAsync(2, new RolloutSettings { Strategy = RolloutKind.Shadow, MinTime = TimeSpan.FromMinutes(5) });

        Assert.Equal(RolloutState.Kept, simulation.Rollout.State);
        Assert.Equal(simulation.Reading.Requests[0], simulation.Reading.Requests[1]);
        Assert.Equal(0, simulation.Reading.Verdicts.Single(verdict => verdict.Guard == "agreement").Candidate.Hits);
        Assert.Equal(RolloutState.RolledBack, (await SimulateAsync(5, new RolloutSettings { Strategy = RolloutKind.Shadow })).Rollout.State);
    }

    [Fact]
    public async Task What_came_of_the_requests_says_which_version_is_right_also_of_answers_that_nobody_was_given()
    {
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = settings.Performance with { Task = ScoreTask.Multiclass } }, Cancellation);
        var requests = (await _log.QueryAsync(new LogFilter(), Cancellation)).Predictions;
        await _saker.OutcomeIntake.AddAsync([.. requests.Select(request => new NewOutcome { RequestId = request.RequestId, At = request.At.AddMinutes(1) < _time.GetUtcNow() ? request.At.AddMinutes(1) : _time.GetUtcNow(), Value = request.Inputs!.Get("x").ToFloat64()[0] >= 0.5 == !request.RequestId.EndsWith("7", StringComparison.Ordinal) ? "Yes" : "No" })], Cancellation);

        var simulation = await SimulateAsync(5, Settings with { Guards = new RolloutGuards { Defaults = false, Named = [DefaultGuards.Find("outcome_error")!] } });

        Assert.Equal(RolloutState.RolledBack, simulation.Rollout.State);
        Assert.Contains("outcome_error", simulation.Decisions[^1].Reason, StringComparison.Ordinal);
        var verdict = simulation.Reading.Verdicts.Single();
        Assert.True(verdict.Candidate.Value > 0.8 && verdict.Control.Value < 0.2);
    }

    [Fact]
    public async Task The_same_traffic_is_dealt_alike_and_nothing_of_the_home_changes()
    {
        var before = await _saker.Endpoints.FindAsync("churn", Cancellation);

        await SimulateAsync(3);

        Assert.Equal(before, await _saker.Endpoints.FindAsync("churn", Cancellation));
        Assert.Equal("churn/1", Assert.Single(await _saker.Rollouts.ListAsync(new RolloutQuery(), Cancellation)).Candidate.Reference);
    }

    [Fact]
    public async Task What_cannot_be_simulated_is_said()
    {
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => SimulateAsync(99))).Kind);
        Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<SakerException>(() => SimulateAsync(2, new RolloutSettings { Strategy = RolloutKind.BlueGreen }))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => _saker.RolloutSimulator.SimulateAsync(new SimulationRequest { Endpoint = "nosuch", Candidates = [new("churn", 2)] }, Cancellation))).Kind);
        Assert.Contains("serves churn/1 already", (await Assert.ThrowsAsync<SakerException>(() => SimulateAsync(1))).Message, StringComparison.Ordinal);
        var problems = (await Assert.ThrowsAsync<SakerException>(() => _saker.RolloutSimulator.SimulateAsync(new SimulationRequest { Endpoint = "churn", Candidates = [], MaxRequests = 0 }, Cancellation))).Problems;
        Assert.Equal(["candidates", "maxRequests"], problems.Select(problem => problem.Field));
    }

    private static RolloutSettings Settings => new() { Strategy = RolloutKind.Canary, Steps = [new(10), new(30), new(50)], MinTime = TimeSpan.FromMinutes(2), MinRequests = 150 };

    private Task<RolloutSimulation> SimulateAsync(int version, RolloutSettings? settings = null) => _saker.RolloutSimulator.SimulateAsync(
        new SimulationRequest { Endpoint = "churn", Candidates = [new RolloutCandidate("churn", version)], Settings = settings ?? Settings }, Cancellation);
}
