using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Monitoring.Outcomes;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>Evidence of a rollout in a home: from blocks and outcomes to readings, across restarts.</summary>
public sealed class RolloutEvidenceTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly FakePredictionLog _log = new();
    private readonly ManualTime _time = new();

    private SakerPlatform _saker = null!;
    private Rollout _rollout = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IRolloutEvidence Evidence => _saker.Services.GetRequiredService<IRolloutEvidence>();

    private IEvidenceStore Store => _saker.Services.GetRequiredService<IEvidenceStore>();

    private Database Database => _saker.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        await OpenAsync();
        _rollout = RolloutOf(new RolloutSettings { Strategy = RolloutKind.Canary });
        await Database.WriteAsync(session => Evidence.StartedAsync(session, _rollout), Cancellation);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Every_block_counts_once_across_a_restart_between_reading_and_keeping()
    {
        await AppendAsync(new PlantedBlocks(1).Take(5));
        await Evidence.ReadAsync(_rollout, _time.GetUtcNow(), Cancellation);

        await RestartAsync();
        Assert.True(await FoldAsync());
        await AppendAsync(new PlantedBlocks(1).Take(8));
        await RestartAsync();
        Assert.True(await FoldAsync());

        var reading = await Evidence.ReadAsync(_rollout, _time.GetUtcNow(), Cancellation);
        Assert.Equal([8 * 160, 8 * 40], reading.Requests);
        Assert.False(reading.HasNews);
        Assert.Equal(reading.Requests, (await Evidence.LookAsync(_rollout, Cancellation)).Requests);
    }

    [Fact]
    public async Task Of_two_readings_of_the_same_blocks_one_is_kept()
    {
        await AppendAsync(new PlantedBlocks(1).Take(5));
        var (one, other) = (await Evidence.ReadAsync(_rollout, _time.GetUtcNow(), Cancellation), await Evidence.ReadAsync(_rollout, _time.GetUtcNow(), Cancellation));

        Assert.True(await Database.WriteAsync(session => Evidence.KeepAsync(session, one), Cancellation));
        Assert.False(await Database.WriteAsync(session => Evidence.KeepAsync(session, other), Cancellation));
        Assert.Equal([800, 200], (await Evidence.LookAsync(_rollout, Cancellation)).Requests);
    }

    [Fact]
    public async Task Two_replicas_are_merged_and_their_harm_is_found()
    {
        await AppendAsync(new PlantedBlocks(1) { Replica = "a", Candidate = new PlantedArm { Errors = 0.03 } }.Take(60));
        await AppendAsync(new PlantedBlocks(2) { Replica = "b", Candidate = new PlantedArm { Errors = 0.03 } }.Take(60));
        while (await FoldAsync())
        {
        }

        var reading = await Evidence.LookAsync(_rollout, Cancellation);

        Assert.Equal([120 * 160, 120 * 40], reading.Requests);
        Assert.Equal(GuardOutcome.Harmful, reading.Verdicts.Single(verdict => verdict.Guard == "error_rate").Outcome);
    }

    [Fact]
    public async Task The_trail_stays_small_and_reaches_from_the_beginning_to_the_end()
    {
        var blocks = new PlantedBlocks(1) { ControlCount = 4, CandidateCount = 1 };
        for (var i = 0; i < 500; i++)
        {
            await AppendAsync(blocks.Take(1));
            Assert.True(await FoldAsync());
        }

        var trail = await Evidence.ListTrailAsync(_rollout.Id, Cancellation);

        Assert.InRange(trail.Count, 100, 201);
        Assert.True(trail[0].Number <= 4 && trail[^1].Number >= 496);
        Assert.All(trail, point => Assert.Contains(point.Guards, guard => guard.Guard == "error_rate" && guard.Arm == 1));
    }

    [Fact]
    public async Task What_ended_keeps_what_it_ended_with_and_takes_no_more()
    {
        await AppendAsync(new PlantedBlocks(1).Take(5));
        await FoldAsync();
        await Database.WriteAsync(session => Evidence.EndedAsync(session, _rollout), Cancellation);

        await AppendAsync(new PlantedBlocks(1).Take(9));

        Assert.Equal([800, 200], (await Evidence.LookAsync(_rollout, Cancellation)).Requests);
        Assert.False((await Evidence.ReadAsync(_rollout, _time.GetUtcNow(), Cancellation)).HasNews);
    }

    [Fact]
    public async Task Business_metrics_count_by_arm_once_and_are_shown_as_corrected()
    {
        await StartAsync(RolloutOf(new RolloutSettings
        {
            Strategy = RolloutKind.Canary,
            Guards = new RolloutGuards { Named = [new RolloutGuard { Name = "revenue", Kind = GuardKind.Metric, Metric = "revenue", Direction = HarmDirection.Down, Tolerance = 0.1 }] },
        }));
        await ReportAsync("first", 300, arm => arm == 0 ? 10 : 9);
        Assert.True(await FoldAsync());
        await ReportAsync("first", 300, arm => arm == 0 ? 10 : 9);
        Assert.False(await FoldAsync());
        var before = VerdictOf(await Evidence.LookAsync(_rollout, Cancellation), "revenue");

        await ReportAsync("first", 300, arm => arm == 0 ? 10 : 12);
        _time.Advance(TimeSpan.FromMinutes(1));
        await RestartAsync();
        Assert.True(await FoldAsync());
        var after = VerdictOf(await Evidence.LookAsync(_rollout, Cancellation), "revenue");

        Assert.Equal(GuardOutcome.Harmful, before.Outcome);
        Assert.Equal((150, 150), (before.Control.Count, before.Candidate.Count));
        Assert.Equal((150, 150), (after.Control.Count, after.Candidate.Count));
        Assert.Equal(before.LogEvidence, after.LogEvidence);
        Assert.True(before.Candidate.Value < 9.5 && after.Candidate.Value > 11.5);
    }

    [Fact]
    public async Task Metrics_of_requests_from_before_the_rollout_or_without_an_arm_are_none_of_it()
    {
        await StartAsync(RolloutOf(new RolloutSettings { Strategy = RolloutKind.Canary, Guards = new RolloutGuards { Named = [new RolloutGuard { Name = "revenue", Kind = GuardKind.Metric, Metric = "revenue" }] } }));
        await ReportAsync("old", 100, _ => 1, at: _rollout.StartedAt!.Value.AddHours(-1));
        await ReportAsync("direct", 100, _ => 1, hasArm: false);
        await FoldAsync();

        Assert.Equal(0, VerdictOf(await Evidence.LookAsync(_rollout, Cancellation), "revenue").Candidate.Count);
    }

    [Fact]
    public async Task Outcomes_that_come_late_say_how_wrong_each_arm_was()
    {
        for (var i = 0; i < 400; i++)
            _log.Add(Prediction($"p{i}", i % 2, 0.9f));
        await _saker.OutcomeIntake.AddAsync([.. Enumerable.Range(0, 400).Select(i => new NewOutcome { RequestId = $"p{i}", Value = i % 2 == 0 ? (i % 10 == 0 ? "No" : "Yes") : i % 3 == 0 ? "Yes" : "No" })], Cancellation);
        await DeployAsync();
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = settings.Performance with { Task = ScoreTask.Multiclass } }, Cancellation);
        await StartAsync(RolloutOf(new RolloutSettings { Strategy = RolloutKind.Canary }) with { StartedAt = _time.GetUtcNow().AddMinutes(-30), CreatedAt = _time.GetUtcNow().AddMinutes(-30) });

        await FoldAsync();

        var verdict = VerdictOf(await Evidence.LookAsync(_rollout, Cancellation), "outcome_error");
        Assert.Equal((200, 200), (verdict.Control.Count, verdict.Candidate.Count));
        Assert.Equal(GuardOutcome.Harmful, verdict.Outcome);
        Assert.True(verdict.Candidate.Value > 0.6 && verdict.Control.Value < 0.25);
    }

    [Fact]
    public async Task A_bandit_gets_shares_from_its_metric_and_ends_when_the_best_arm_is_shown()
    {
        await StartAsync(RolloutOf(new RolloutSettings { Strategy = RolloutKind.Bandit, Metric = "revenue" }));
        var nothing = await Evidence.ReadAsync(_rollout, _time.GetUtcNow(), Cancellation);
        await ReportAsync("r", 600, arm => arm == 0 ? 10 : 11);
        await FoldAsync();

        var reading = await Evidence.LookAsync(_rollout, Cancellation);

        Assert.Equal([5_000, 5_000], nothing.Weights);
        Assert.True(reading.Weights![1] > 9_000);
        Assert.Equal(1, reading.Finding!.Winner);
        Assert.Equal(10_000, reading.Weights.Sum());
    }

    private static GuardVerdict VerdictOf(EvidenceReading reading, string guard) => reading.Verdicts.Single(verdict => verdict.Guard == guard);

    private Rollout RolloutOf(RolloutSettings settings) => new()
    {
        Id = "r",
        Endpoint = "churn",
        Strategy = settings.Strategy!.Value,
        State = RolloutState.Running,
        Cause = RolloutCause.Deployment,
        Settings = settings,
        Arms =
        [
            new RolloutArm { Number = 0, Name = "control", Model = "churn", Version = 1, Weight = 5_000 },
            new RolloutArm { Number = 1, Name = "candidate", Model = "churn", Version = 2, Weight = 5_000 },
        ],
        Revision = 3,
        CreatedAt = _time.GetUtcNow(),
        CreatedBy = "tester",
        StartedAt = _time.GetUtcNow(),
        StepStartedAt = _time.GetUtcNow(),
    };

    private LoggedPrediction Prediction(string id, int arm, float probability) => new()
    {
        RequestId = id,
        Endpoint = "churn",
        Model = "churn",
        Version = arm + 1,
        Arm = arm,
        At = _time.GetUtcNow(),
        RowCount = 1,
        Step = "primary",
        Rows = [0],
        Inputs = new([Data.Column.OfNumbers("x", [1])]),
        Outputs = new([Data.Column.OfText("label", [probability >= 0.5f ? "Yes" : "No"])]),
        Weight = 1,
    };

    private async Task StartAsync(Rollout rollout)
    {
        await Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM rollout_evidence");
                await Evidence.StartedAsync(session, rollout);
            },
            Cancellation);
        _rollout = rollout;
    }

    private async Task ReportAsync(string name, int count, Func<int, double> value, DateTimeOffset? at = null, bool hasArm = true)
    {
        var noise = new PlantedBlocks(5);
        for (var i = 0; i < count; i++)
            _log.Add(new LoggedPrediction { RequestId = $"{name}{i}", Endpoint = "churn", Model = "churn", Version = (i % 2) + 1, Arm = hasArm ? i % 2 : null, At = at ?? _time.GetUtcNow(), RowCount = 1, Step = "primary" });
        await _saker.OutcomeIntake.AddAsync([.. Enumerable.Range(0, count).Select(i => new NewOutcome { RequestId = $"{name}{i}", Metric = "revenue", Value = OutcomeValue.Of(value(i % 2) + noise.NextNormal()) })], Cancellation);
    }

    private async Task DeployAsync()
    {
        using var source = new ModelSource();
        for (var version = 0; version < 2; version++)
            await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await _saker.Endpoints.DeployAsync("churn", "churn", 1, Cancellation);
    }

    private async Task AppendAsync(IEnumerable<EvidenceBlock> blocks) => await Store.AppendAsync([.. blocks], Cancellation);

    private async Task<bool> FoldAsync()
    {
        var reading = await Evidence.ReadAsync(_rollout, _time.GetUtcNow(), Cancellation);
        return reading.HasNews && await Database.WriteAsync(session => Evidence.KeepAsync(session, reading), Cancellation);
    }

    private async Task OpenAsync() => _saker = await _backend.OpenAsync(services =>
    {
        services.AddSingleton<IPredictionLog>(_log);
        services.AddSingleton<TimeProvider>(_time);
    });

    private async Task RestartAsync()
    {
        await _backend.CloseAsync(_saker);
        await OpenAsync();
    }
}
