using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Monitoring.Outcomes;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Monitoring.Performance;

/// <summary>An endpoint whose predictions and outcomes a test makes: how it fares, against its evaluation.</summary>
public sealed partial class PerformanceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedBackend _backend = new();
    private readonly FakePredictionLog _log = new();
    private readonly ManualTime _time = new(Start);
    private readonly Dictionary<string, (float Probability, bool IsPositive)> _rows = new(StringComparer.Ordinal);

    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await _backend.OpenAsync(services =>
        {
            services.AddSingleton<IPredictionLog>(_log);
            services.AddSingleton<TimeProvider>(_time);
        });
        await RegisterAsync(withEvaluation: true);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Live_scores_are_those_of_the_predictions_and_outcomes_computed_by_hand()
    {
        await ServeAsync(Start, 400, seed: 1);

        var live = (await GetAsync()).Versions.Single();

        var rows = new BinaryPredictions([.. _rows.Values.Select(row => row.IsPositive ? 1f : 0f)], [.. _rows.Values.Select(row => row.Probability)], 0.5);
        Assert.Equal((400, 400), (live.PairCount, live.Live!.RowCount));
        foreach (var score in BinaryScores.All)
            Assert.Equal(score.Compute(rows), live.Live.Find(score.Name)!.Value, 1e-9);
        var accuracy = (double)_rows.Values.Count(row => row.Probability >= 0.5f == row.IsPositive) / 400;
        Assert.Equal(accuracy, live.Live.Find("accuracy")!.Value, 1e-12);
        Assert.Equal(Proportion.Wilson(accuracy * 400, 400, 0.95), live.Live.Find("accuracy")!.Interval);
        Assert.Equal("roc_auc", live.Score);
        Assert.NotNull(live.Evaluation);
    }

    [Fact]
    public async Task Segments_of_the_evaluation_and_those_asked_for_are_told_apart()
    {
        await ServeAsync(Start, 400, seed: 2);

        var usual = (await GetAsync()).Versions.Single().Live!;
        var asked = (await GetAsync(SegmentRequest.Of("long", "tenure > 0"), SegmentRequest.By("nothing"))).Versions.Single();

        Assert.Equal(["Contract == 'One year'", "Contract == 'Two year'"], usual.Segments.Select(segment => segment.Where).Order(StringComparer.Ordinal));
        Assert.Equal(400, usual.Segments.Sum(segment => segment.RowCount));
        Assert.Empty(asked.Live!.Segments);
        Assert.Contains(asked.Findings, finding => finding.Field == "segments.nothing");
    }

    [Fact]
    public async Task A_version_that_does_as_it_was_evaluated_has_not_decayed_and_one_whose_outcomes_turned_has()
    {
        await ServeAsync(Start, 500, seed: 13);
        await ServeAsync(Start.AddDays(1), 500, seed: 4, turned: 0.35);
        await JudgeAsync(Start.AddDays(2).AddMinutes(1));

        var windows = (await GetAsync()).Versions.Single().Windows;

        Assert.Equal([Start, Start.AddDays(1)], windows.Select(window => window.StartedAt));
        var (fine, bad) = (windows[0].Scores!.Decay!, windows[1].Scores!.Decay!);
        Assert.False(fine.IsDecayed, $"{fine}");
        Assert.True(bad.IsDecayed);
        Assert.True(bad.PValue < 0.001 && bad.Loss > 0.1 && bad.LossLow > 0.05, $"{bad}");
        Assert.Equal(bad.Reference - bad.Live, bad.Loss, 1e-12);
        Assert.Equal("roc_auc", bad.Score);
        var signals = await SignalsAsync();
        var decay = signals.Single(signal => signal.Name == "decay");
        Assert.Equal(("churn", (int?)1, "roc_auc", (bool?)true, Start.AddDays(2)), (decay.Endpoint, decay.Version, decay.Label, decay.Verdict, decay.At));
        Assert.Contains("worse by", decay.Context.Summary, StringComparison.Ordinal);
        Assert.Equal(windows[1].Scores!.Find("accuracy")!.Value, signals.Single(signal => signal.Name == "score.accuracy").Value);
        Assert.Equal(3600, signals.Single(signal => signal.Name == "outcomes.lag").Value, 1e-6);
    }

    [Fact]
    public async Task Of_windows_without_decay_about_alpha_are_called_decayed()
    {
        var reference = Evaluated(4_000, seed: 100);
        var called = 0;
        var settings = new PerformanceSettings { Alpha = 0.05, MinLoss = 0 };
        for (var seed = 0; seed < 200; seed++)
            called += DecayTest.Judge("roc_auc", Evaluated(300, 1_000 + seed), reference, settings, settings.Alpha)!.IsDecayed ? 1 : 0;

        // 10 of 200 are expected; more than 19 come in fewer than one of 200 such tests, and none at all in one of 28,000. The evaluation is the same in all.
        Assert.InRange(called, 1, 22);
    }

    [Fact]
    public async Task A_window_is_estimated_when_it_closes_and_its_error_is_known_once_outcomes_come()
    {
        await ServeAsync(Start, 600, seed: 5, withOutcomes: false);
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));
        var before = Assert.Single((await GetAsync()).Versions.Single().Windows);
        Assert.Equal(("cbpe", 600), (before.Estimate!.Method, before.Estimate.RowCount));
        Assert.Null(before.Scores);
        Assert.Null(before.EstimateErrorOf("roc_auc"));
        Assert.Equal(before.Estimate.Find("roc_auc")!.Value, (await SignalsAsync()).Single(signal => signal.Name == "score.roc_auc.estimated").Value);

        await AddOutcomesAsync(Start.AddHours(1));
        await JudgeAsync(Start.AddDays(1).AddMinutes(2));

        var after = Assert.Single((await GetAsync()).Versions.Single().Windows);
        Assert.Equal(after.Estimate!.Find("roc_auc")!.Value - after.Scores!.Find("roc_auc")!.Value, after.EstimateErrorOf("roc_auc")!.Value);
        Assert.InRange(Math.Abs(after.EstimateErrorOf("roc_auc")!.Value), 0, 3 * before.Estimate.Find("roc_auc")!.StandardError);
    }

    [Fact]
    public async Task A_window_whose_first_outcomes_were_good_and_the_others_bad_has_decayed()
    {
        await ServeAsync(Start, 300, seed: 6);
        var first = await ScoresAsync(Start.AddDays(1).AddMinutes(1));
        await ServeAsync(Start, 100, seed: 7, turned: 1, prefix: "late");
        var second = await ScoresAsync(Start.AddDays(1).AddMinutes(2));
        await ServeAsync(Start, 1_200, seed: 8, turned: 0.4, prefix: "later");
        var third = await ScoresAsync(Start.AddDays(1).AddMinutes(3));

        Assert.Equal((300L, 400L, 1_600L), (first.PairCount, second.PairCount, third.PairCount));
        Assert.True(second.Find("accuracy")!.Value < first.Find("accuracy")!.Value - 0.05);
        // The verdict is said anew when there are twice as many outcomes, at half of what alpha the look before had.
        Assert.Equal((false, 1, 0.005), (first.Decay!.IsDecayed, first.Decay.Look, first.Decay.Alpha));
        Assert.Equal(first.Decay, second.Decay);
        Assert.Equal((true, 2, 0.0025, 1_600L), (third.Decay!.IsDecayed, third.Decay.Look, third.Decay.Alpha, third.Decay.PairCount));

        async Task<WindowScores> ScoresAsync(DateTimeOffset at)
        {
            await JudgeAsync(at);
            return Assert.Single((await GetAsync()).Versions.Single().Windows).Scores!;
        }
    }

    [Fact]
    public async Task Scores_of_a_window_follow_corrections()
    {
        await ServeAsync(Start, 300, seed: 6);
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));
        var before = Assert.Single((await GetAsync()).Versions.Single().Windows).Scores!;
        await _saker.OutcomeIntake.AddAsync([.. _rows.Select(row => new NewOutcome { RequestId = row.Key, Value = row.Value.IsPositive ? "No" : "Yes" })], Cancellation);
        await JudgeAsync(Start.AddDays(1).AddMinutes(12));

        var after = Assert.Single((await GetAsync()).Versions.Single().Windows).Scores!;

        Assert.Equal(1 - before.Find("accuracy")!.Value, after.Find("accuracy")!.Value, 1e-9);
    }

    [Fact]
    public async Task What_fails_of_one_endpoint_keeps_no_other_from_being_judged()
    {
        await _saker.Endpoints.DeployAsync("a-broken", "churn", 1, Cancellation);
        await ServeAsync(Start, 300, seed: 6);
        _log.SampleFault = endpoint => endpoint == "a-broken" ? new IOException("The disk is gone.") : null;

        await Assert.ThrowsAsync<AggregateException>(() => JudgeAsync(Start.AddDays(1).AddMinutes(1)));

        Assert.NotNull(Assert.Single((await GetAsync()).Versions.Single().Windows).Scores);
    }

    [Fact]
    public void Labels_that_a_file_writes_otherwise_are_those_of_the_model()
    {
        Assert.Equal(["1", "1", "0", "1", "2"], new[] { "1", "1.0", "0", "01", "2" }.Select(value => OutcomeLabel.Of(value, ["0", "1"])));
        Assert.Equal(["1", "01", "1.0"], new[] { "1", "01", "1.0" }.Select(value => OutcomeLabel.Of(value, ["1", "01"])));
        Assert.Equal(["true", "false", "Yes"], new[] { "True", "FALSE", "Yes" }.Select(value => OutcomeLabel.Of(value, ["true", "false"])));
    }

    [Fact]
    public async Task Windows_wait_until_they_have_settled_and_have_outcomes_enough()
    {
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = new PerformanceSettings { Window = TimeSpan.FromHours(1), Settle = TimeSpan.FromHours(3), MinOutcomes = 50 } }, Cancellation);
        await ServeAsync(Start, 60, seed: 8, within: TimeSpan.FromHours(1));
        await ServeAsync(Start.AddHours(1), 30, seed: 9, within: TimeSpan.FromHours(1), prefix: "few");
        await JudgeAsync(Start.AddHours(3.9));
        Assert.DoesNotContain((await GetAsync()).Versions.Single().Windows, window => window.Scores is not null);

        await JudgeAsync(Start.AddHours(9));

        Assert.Equal(Start, Assert.Single((await GetAsync()).Versions.Single().Windows, window => window.Scores is not null).StartedAt);
    }

    [Fact]
    public async Task Rows_that_stand_for_more_traffic_count_for_more()
    {
        // A quiet minute of which every row was kept and all are wrong, and a busy one of which one in ten was and all are right.
        for (var i = 0; i < 400; i++)
        {
            _log.Add($"quiet{i}", Start, [0.9f], weight: 1);
            _log.Add($"busy{i}", Start.AddMinutes(1), [0.9f], weight: 10);
        }
        await _saker.OutcomeIntake.AddAsync([.. Enumerable.Range(0, 400).SelectMany(i => new NewOutcome[] { new() { RequestId = $"quiet{i}", Value = "No" }, new() { RequestId = $"busy{i}", Value = "Yes" } })], Cancellation);

        var live = (await GetAsync()).Versions.Single();

        // 4,000 rows of 4,400 were right.
        Assert.Equal(10.0 / 11, live.Live!.Find("accuracy")!.Value, 0.03);
        Assert.Contains(live.Findings, finding => finding.Message.Contains("equal shares", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outcomes_that_are_no_class_are_told_and_left_out()
    {
        await ServeAsync(Start, 120, seed: 12);
        _log.Add("odd", Start, [0.5f]);
        await _saker.OutcomeIntake.AddAsync([new NewOutcome { RequestId = "odd", Value = "Perhaps" }, new NewOutcome { RequestId = "nowhere", Value = "Yes" }], Cancellation);

        var read = await GetAsync();

        Assert.Equal((121, 120), (read.Versions.Single().PairCount, read.Versions.Single().Live!.RowCount));
        Assert.Contains(read.Versions.Single().Findings, finding => finding.Message.Contains("'No', 'Yes'", StringComparison.Ordinal));
        Assert.Equal((121, 1), (read.CountOf(OutcomeState.Matched), read.CountOf(OutcomeState.Unmatched)));
        Assert.Equal(1, (await SignalsAsync()).Single(signal => signal.Name == "outcomes.unmatched").Value);
    }

    [Fact]
    public async Task A_model_that_predicts_a_number_is_scored_by_its_errors_and_its_losses_are_predicted()
    {
        await RegisterAsync(withEvaluation: false);
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = new PerformanceSettings { Task = ScoreTask.Regression, Prediction = "probability" } }, Cancellation);
        for (var day = 0; day < 2; day++)
        {
            var chance = new Random(day);
            var outcomes = new List<NewOutcome>();
            for (var i = 0; i < 1_200; i++)
            {
                var (id, prediction) = ($"n{day}-{i}", (float)chance.NextDouble());
                _log.Add(id, Start.AddDays(day).AddSeconds(i), [prediction], version: 2);
                outcomes.Add(new NewOutcome { RequestId = id, Value = OutcomeValue.Of(prediction + (0.1 * prediction)) });
            }
            await _saker.OutcomeIntake.AddAsync(outcomes, Cancellation);
        }
        await JudgeAsync(Start.AddDays(2).AddMinutes(1));

        var version = (await GetAsync()).Versions.Single(own => own.Version == 2);

        Assert.Equal("mae", version.Score);
        Assert.Equal(0.05, version.Live!.Find("mae")!.Value, 0.005);
        var last = version.Windows[^1];
        Assert.Equal("dle", last.Estimate!.Method);
        Assert.Equal(last.Scores!.Find("mae")!.Value, last.Estimate.Find("mae")!.Value, 0.005);
        Assert.Null(last.Scores.Decay);
    }

    [Fact]
    public async Task A_score_by_which_decay_cannot_be_judged_is_told()
    {
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = new PerformanceSettings { Score = "no_such_score" } }, Cancellation);
        await ServeAsync(Start, 200, seed: 30);

        Assert.Contains((await GetAsync()).Versions.Single().Findings, finding => finding.Field == "performance.score" && finding.Message.Contains("no_such_score", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_estimate_is_not_taken_from_the_first_outcomes_that_came_of_a_window_that_has_not_settled()
    {
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = new PerformanceSettings { Settle = TimeSpan.FromDays(3) } }, Cancellation);
        await ServeAsync(Start, 1_500, seed: 31);
        await ServeAsync(Start.AddDays(1), 600, seed: 32, withOutcomes: false);
        await JudgeAsync(Start.AddDays(2).AddMinutes(1));
        await ServeAsync(Start.AddDays(4), 600, seed: 33, withOutcomes: false);
        await JudgeAsync(Start.AddDays(5).AddMinutes(1));

        var methods = (await GetAsync()).Versions.Single().Windows.Where(window => window.Estimate is not null).ToDictionary(window => window.StartedAt, window => window.Estimate!.Method);

        // Held-out rows have no columns: it is they that the second day rests on.
        Assert.Equal(("cbpe", "pape"), (methods[Start.AddDays(1)], methods[Start.AddDays(4)]));
    }

    [Fact]
    public async Task What_is_not_known_of_a_version_is_told()
    {
        await RegisterAsync(withEvaluation: false);
        _log.Add("a", Start, [0.5f], version: 2);
        await _saker.OutcomeIntake.AddAsync([new NewOutcome { RequestId = "a", Value = "Yes" }], Cancellation);

        var version = (await GetAsync()).Versions.Single(own => own.Version == 2);

        Assert.Null(version.Live);
        Assert.Contains("performance.task", Assert.Single(version.Findings).Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.NotFound, () => _saker.Performance.GetAsync(new PerformanceQuery("nobody", null, []), Cancellation));
    }

    [Fact]
    public void Of_more_pairs_than_are_scored_those_kept_are_spread_over_all_of_the_time_by_their_weight()
    {
        var thinning = new PairThinning(2_000);
        for (var i = 0; i < 100_000; i++)
            thinning.Add(new PairKey($"r{i}", 0, Start.AddSeconds(i), i % 2 == 0 ? 1 : 3));

        var kept = thinning.ToKept();

        Assert.Equal((2_000, 100_000), (kept.Count, thinning.Count));
        // A quarter of the traffic, by its weights, in each quarter of the time; three in four of the heavy ones. Five standard deviations.
        for (var quarter = 0; quarter < 4; quarter++)
            Assert.InRange(kept.Count(pair => (int)((pair.At - Start).TotalSeconds / 25_000) == quarter), 400, 600);
        Assert.InRange(kept.Count(pair => pair.Weight > 2), 1_400, 1_600);
    }

    private async Task<EndpointPerformance> GetAsync(params SegmentRequest[] segments) => await _saker.Performance.GetAsync(new PerformanceQuery("churn", Start.AddDays(-1), segments), Cancellation);

    private async Task<IReadOnlyList<Signal>> SignalsAsync() => await _saker.Services.GetServices<ISignalSource>().Single(source => source.Name == "performance").ReadAsync(_time.GetUtcNow(), Cancellation);

    private async Task JudgeAsync(DateTimeOffset now)
    {
        _time.Advance(now - _time.GetUtcNow());
        await _saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == "performance").RunAsync(now, Cancellation);
    }

    /// <summary>Predictions spread over a time, each calibrated, and an outcome of each an hour later; a share of them turned to the other class.</summary>
    private async Task ServeAsync(DateTimeOffset from, int count, int seed, double turned = 0, bool withOutcomes = true, TimeSpan? within = null, string prefix = "r")
    {
        var chance = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (id, probability) = ($"{prefix}{seed}-{i}", Drawn(chance));
            var positive = chance.NextDouble() < probability;
            _log.Add(id, from + ((within ?? TimeSpan.FromDays(1)) * i / count), [probability], contract: [i % 2 == 0 ? "One year" : "Two year"]);
            _rows[id] = (probability, chance.NextDouble() < turned ? !positive : positive);
        }
        if (withOutcomes)
            await AddOutcomesAsync(from, id => id.StartsWith($"{prefix}{seed}-", StringComparison.Ordinal));
    }

    private async Task AddOutcomesAsync(DateTimeOffset from, Func<string, bool>? only = null)
    {
        _time.Advance(TimeSpan.FromSeconds(Math.Max(0, (from.AddDays(1) - _time.GetUtcNow()).TotalSeconds)));
        var found = (await _log.FindAsync([.. _rows.Keys.Where(id => only?.Invoke(id) ?? true)], Cancellation)).ToDictionary(own => own.RequestId);
        _time.Advance(TimeSpan.FromHours(2));
        await _saker.OutcomeIntake.AddAsync([.. found.Values.Select(own => new NewOutcome { RequestId = own.RequestId, Value = _rows[own.RequestId].IsPositive ? "Yes" : "No", At = own.At.AddHours(1) })], Cancellation);
    }

    private static float Drawn(Random chance) => (float)(1 / (1 + Math.Exp(-3 * ((2 * chance.NextDouble()) - 1.3))));

    private static EvaluationReport Evaluated(int count, int seed) => Evaluator.Judge(
        Simulated(count, seed), new ClassLabels("No", "Yes"), new Table([Column.OfText("Contract", [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? "One year" : "Two year")])]),
        new EvaluationPlan { Segments = [SegmentRequest.By("Contract")], Bootstrap = new Bootstrap { ResampleCount = 50 } }, prior: null, [], Cancellation);

    private static BinaryPredictions Simulated(int count, int seed)
    {
        var chance = new Random(seed);
        var probability = Enumerable.Range(0, count).Select(_ => Drawn(chance)).ToArray();
        return new BinaryPredictions([.. probability.Select(value => chance.NextDouble() < value ? 1f : 0f)], probability, 0.5);
    }

    private async Task RegisterAsync(bool withEvaluation)
    {
        var folder = Path.Combine(_backend.Folder, $"made-{withEvaluation}");
        var report = Evaluated(3_000, seed: 50);
        await ModelFolder.WriteAsync(
            folder,
            new ModelFolderContents
            {
                Model = ToyChurn.Graph().ToBytes(),
                Signature = ToyChurn.Signature,
                Evaluation = withEvaluation ? report.ToJson() : null,
                Reference = withEvaluation ? HeldOutPredictions.Of(Simulated(3_000, seed: 50), new ClassLabels("No", "Yes")).ToJson() : null,
            },
            Cancellation);
        var version = await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = folder }, Cancellation);
        await _saker.Endpoints.DeployAsync("churn", "churn", version.Version, Cancellation);
    }
}
