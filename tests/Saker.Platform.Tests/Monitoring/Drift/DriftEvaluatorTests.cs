using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Scores;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Drift;

public sealed class DriftEvaluatorTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedBackend _backend = new();
    private readonly MemoryWindows _windows = new();
    private readonly SampleLog _log = new();
    private readonly ManualTime _time = new(Noon);
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync(services => services
        .AddSingleton<TimeProvider>(_time)
        .AddSingleton<IWindowStore>(_windows)
        .AddSingleton<IPredictionLog>(_log));

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Traffic_as_in_training_is_no_drift_and_shifted_traffic_names_the_column()
    {
        await DeployAsync();
        AddHour(Noon, shift: 0);
        AddHour(Noon.AddHours(1), shift: 0.8);

        var reports = await EvaluateAsync(Noon.AddHours(2).AddMinutes(2));

        Assert.Equal([(Noon, false), (Noon.AddHours(1), true)], reports.Select(report => (report.From, report.Drifted)));
        var (calm, moved) = (reports[0], reports[1]);
        Assert.Empty(calm.Moved);
        Assert.Empty(calm.Quality);
        Assert.Equal("tenure", Assert.Single(moved.Moved).Column);
        Assert.Equal(("the rows that churn/1 was trained on", 3_000L, 1_200L), (moved.Reference, moved.ReferenceRowCount, moved.RowCount));
        Assert.InRange(moved.Moved.Single().Effect!.Value, 0.2, 0.45);
        Assert.Equal(1, moved.Moved.Single().Bins.Sum(bin => bin.Current), 1e-4);
        Assert.Contains("tenure", DriftText.Sentence(moved), StringComparison.Ordinal);
        Assert.False(Assert.Single(calm.Predictions).Drifted);
        Assert.True(Assert.Single(moved.Predictions).Drifted);
    }

    [Fact]
    public async Task A_closed_window_is_evaluated_once_and_an_open_one_not_at_all()
    {
        await DeployAsync();
        AddHour(Noon, shift: 0);
        AddHour(Noon.AddHours(1), shift: 0);

        Assert.Empty(await EvaluateAsync(Noon.AddMinutes(59)));
        Assert.Single(await EvaluateAsync(Noon.AddMinutes(65)));
        Assert.Empty(await EvaluateAsync(Noon.AddMinutes(90)));
        Assert.Single(await EvaluateAsync(Noon.AddMinutes(130)));
        Assert.Empty(await EvaluateAsync(Noon.AddMinutes(300)));

        var progress = Assert.Single(await _saker.Drift.ListProgressAsync("live", Token));
        Assert.Equal((Noon, Noon.AddHours(2), 0L), (progress.BeganAt, progress.EvaluatedUntil, progress.OpenRowCount));
    }

    [Fact]
    public async Task Between_two_looks_the_interval_passes()
    {
        await DeployAsync();
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { Interval = TimeSpan.FromHours(6) } }, Token);
        AddHour(Noon, shift: 0);
        AddHour(Noon.AddHours(1), shift: 0);

        Assert.Single(await EvaluateAsync(Noon.AddMinutes(65)));
        Assert.Empty(await EvaluateAsync(Noon.AddMinutes(200)));
        Assert.Single(await EvaluateAsync(Noon.AddHours(8)));
    }

    [Fact]
    public async Task A_model_without_a_profile_is_compared_with_the_first_rows_it_served()
    {
        await DeployAsync(withProfile: false);
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { Reference = new DriftReference { FirstRows = 2_000 } } }, Token);
        AddHour(Noon, shift: 0);

        Assert.Empty(await EvaluateAsync(Noon.AddMinutes(65)));
        Assert.Contains("2,000 rows", Assert.Single(await _saker.Drift.ListProgressAsync("live", Token)).Note, StringComparison.Ordinal);

        for (var hour = 1; hour < 4; hour++)
            AddHour(Noon.AddHours(hour), shift: hour == 3 ? 0.8 : 0);
        var reports = await EvaluateAsync(Noon.AddHours(5));

        // The reference ends within the second hour; what is left of that is too little for a window of its own and goes on into the third.
        Assert.Equal([false, true], reports.Select(report => report.Drifted));
        Assert.Equal(Noon.AddMinutes(100), reports[0].From);
        Assert.All(reports, report => Assert.StartsWith("the first 2,", report.Reference, StringComparison.Ordinal));
        Assert.Null(Assert.Single(await _saker.Drift.ListProgressAsync("live", Token)).Note);
    }

    [Fact]
    public async Task The_same_hours_of_earlier_weeks_are_no_drift_where_the_mean_of_all_is()
    {
        await DeployAsync();
        for (var week = 0; week < 3; week++)
            AddHour(Noon.AddDays(7 * week), shift: 0.8);
        var now = Noon.AddDays(14).AddMinutes(65);
        Assert.True(Assert.Single(await EvaluateAsync(now)).Drifted);

        var seasonal = await Evaluator.EvaluateAsync(
            new DriftInquiry { Endpoint = "live", From = Noon.AddDays(14), To = Noon.AddDays(14).AddHours(1), Reference = new DriftReference { Kind = ReferenceKind.SameHours, Weeks = 4 } }, Token);

        Assert.Equal((false, "the same hours of 2 weeks before", 2_400L), (seasonal.Drifted, seasonal.Reference, seasonal.ReferenceRowCount));
    }

    [Fact]
    public async Task A_chosen_window_is_a_reference_even_when_its_traffic_is_gone_later()
    {
        await DeployAsync();
        var chosen = new DriftReference { Kind = ReferenceKind.Window, From = Noon, To = Noon.AddHours(1) };
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { Reference = chosen } }, Token);
        AddHour(Noon, shift: 0.8);
        AddHour(Noon.AddHours(1), shift: 0.8);
        Assert.All(await EvaluateAsync(Noon.AddHours(2).AddMinutes(2)), report => Assert.False(report.Drifted));

        var kept = await _saker.Drift.FindReferenceAsync("live", "churn", 1, $"window:{Noon.ToUnixTimeMilliseconds()}..{Noon.AddHours(1).ToUnixTimeMilliseconds()}", Token);

        Assert.Equal(1_200, kept!.Inputs!.RowCount);
    }

    [Fact]
    public async Task Worse_data_is_told_by_kind_and_column()
    {
        await DeployAsync();
        var rows = Rows(1_200, 1, shift: 0);
        var tenure = rows.Get("tenure").ToFloat64();
        for (var i = 0; i < 300; i++)
            tenure[i] = i < 150 ? double.NaN : 900;
        string[] plan = [.. Enumerable.Range(0, 1_200).Select(i => i % 10 == 0 ? "quarterly" : (string)rows.Get("plan").GetValue(i)!)];
        _windows.Add("live", 1, Noon, new Table([Column.OfNumbers("tenure", tenure), Column.OfText("plan", plan)]), null);

        var report = Assert.Single(await EvaluateAsync(Noon.AddMinutes(65)));

        Assert.Equal([("plan", "new_values"), ("tenure", "nulls"), ("tenure", "out_of_range")], report.Quality.Select(finding => (finding.Column, finding.Kind)).Order());
        Assert.Equal(0.125, report.Quality.Single(finding => finding.Kind == "nulls").CurrentShare!.Value, 1e-9);
        var signals = await new DriftSignals(_saker.Drift, new EvaluationLimits()).ReadAsync(Noon.AddMinutes(70), Token);
        Assert.Contains(signals, signal => signal is { Name: "quality.new_values", Label: "plan", Verdict: true });
    }

    [Fact]
    public async Task Columns_are_left_out_or_judged_by_their_own_effect_where_that_is_said()
    {
        await DeployAsync();
        AddHour(Noon, shift: 0.8);
        await EvaluateAsync(Noon.AddMinutes(65));
        await SetColumnsAsync(new Dictionary<string, ColumnDriftSettings> { ["tenure"] = new() { MinEffect = 0.9 } });
        var judged = await AskAsync();
        await SetColumnsAsync(new Dictionary<string, ColumnDriftSettings> { ["tenure"] = new() { Ignore = true }, ["nobody"] = new() { Ignore = true } });
        var ignored = await AskAsync();

        Assert.Equal((false, true), (judged.Drifted, judged.Columns.Any(column => column.Column == "tenure")));
        Assert.Equal(["plan"], ignored.Columns.Select(column => column.Column));

        Task SetColumnsAsync(Dictionary<string, ColumnDriftSettings> columns) =>
            _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { Columns = columns } }, Token);
        Task<DriftEvaluation> AskAsync() => Evaluator.EvaluateAsync(new DriftInquiry { Endpoint = "live", From = Noon, To = Noon.AddHours(1) }, Token);
    }

    [Fact]
    public async Task Moved_columns_are_ordered_by_effect_times_importance()
    {
        await DeployAsync(importance: new ImportanceReport { Kind = "mean_abs_shap", Unit = "log_odds", RowCount = 10, Columns = [new("plan", 0.9, new Interval(0.8, 1, 0.95)), new("tenure", 0.1, new Interval(0, 0.2, 0.95))] }.ToJson());
        var rows = Rows(1_200, 1, shift: 0.8);
        string[] plan = [.. Enumerable.Range(0, 1_200).Select(i => i % 5 == 0 ? "yearly" : (string)rows.Get("plan").GetValue(i)!)];
        _windows.Add("live", 1, Noon, new Table([rows.Get("tenure"), Column.OfText("plan", plan)]), null);

        var report = Assert.Single(await EvaluateAsync(Noon.AddMinutes(65)));

        Assert.Equal(["plan", "tenure"], report.Moved.Select(column => column.Column));
        Assert.True(report.Columns[0].Effect < report.Columns[1].Effect);
        Assert.Equal(0.9, report.Columns[0].Importance!.Value, 1e-9);
    }

    [Fact]
    public async Task A_detector_goes_on_where_it_was_after_a_restart()
    {
        await DeployAsync();
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { Detectors = new Dictionary<string, DetectorSettings> { ["t"] = new() { Column = "tenure" } } } }, Token);
        _log.Sample = from => Rows(1_000, from.Hour, shift: from < Noon.AddHours(1) ? 0 : 1.5);
        AddHour(Noon, shift: 0);
        var calm = Assert.Single(Assert.Single(await EvaluateAsync(Noon.AddMinutes(65))).Detectors);
        AddHour(Noon.AddHours(1), shift: 0);

        var other = await _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IWindowStore>(_windows).AddSingleton<IPredictionLog>(_log));
        _time.Advance(TimeSpan.FromHours(2));
        var evaluator = other.Services.GetRequiredService<DriftEvaluator>();
        var shifted = Assert.Single(Assert.Single(await evaluator.EvaluateClosedAsync(await other.Monitors.GetAsync("live", Token), Noon.AddMinutes(130), [], Token)).Detectors);

        Assert.Equal((false, true), (calm.Fired, shifted.Fired));
        Assert.Equal(1_000, calm.Count);
    }

    [Theory]
    [InlineData(null, "kolmogorov_smirnov", "rows")]
    [InlineData(DriftMeasure.AndersonDarling, "anderson_darling", "rows")]
    [InlineData(DriftMeasure.Psi, "kolmogorov_smirnov", "rows")]
    public async Task A_small_window_is_compared_by_the_rows_that_are_logged_of_it(DriftMeasure? measure, string test, string basis)
    {
        await DeployAsync();
        var training = Rows(3_000, seed: 99, shift: 0);
        await _saker.Datasets.AddAsync("training", training, Profile.Of(training), "made up", Token);
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { NumberMeasure = measure, Reference = new DriftReference { Kind = ReferenceKind.Dataset, Dataset = "training/1" } } }, Token);
        AddHour(Noon, shift: 0);
        AddHour(Noon.AddHours(1), shift: 0.25);
        var asked = 0;
        _log.Sample = from =>
        {
            asked++;
            return Rows(1_200, seed: from == Noon ? 3 : 4, shift: from == Noon ? 0 : 0.25);
        };

        var reports = await EvaluateAsync(Noon.AddHours(2).AddMinutes(2));

        Assert.Equal([false, true], reports.Select(report => report.Drifted));
        Assert.All(reports, report =>
        {
            var (tenure, plan) = (report.Columns.Single(column => column.Column == "tenure"), report.Columns.Single(column => column.Column == "plan"));
            Assert.Equal((test, basis, 0d), (tenure.Test, tenure.Basis, tenure.EffectError));
            // Counts of few values are exact in profiles, and those are of all traffic.
            Assert.Equal(("profiles", 1_200L), (plan.Basis, plan.RowCount));
        });
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_large_window_is_compared_by_the_profiles_of_all_its_traffic()
    {
        await DeployAsync();
        var training = Rows(3_000, seed: 99, shift: 0);
        await _saker.Datasets.AddAsync("training", training, Profile.Of(training), "made up", Token);
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { ExactRows = 1_000, Reference = new DriftReference { Kind = ReferenceKind.Dataset, Dataset = "training/1" } } }, Token);
        AddHour(Noon, shift: 0.8);
        _log.Sample = _ => throw new InvalidOperationException("nobody needs rows");

        var tenure = Assert.Single(Assert.Single(await EvaluateAsync(Noon.AddHours(1).AddMinutes(2))).Moved);

        Assert.Equal(("profiles", 1_200L, true), (tenure.Basis, tenure.RowCount, tenure.EffectError > 0));
    }

    [Fact]
    public async Task What_moves_together_only_is_found_on_logged_rows()
    {
        await DeployAsync();
        await _saker.Monitors.ChangeAsync("live", settings => settings with
        {
            Drift = settings.Drift with { Joint = JointMethod.Mmd, Reference = new DriftReference { Kind = ReferenceKind.Window, From = Noon.AddDays(-1), To = Noon.AddDays(-1).AddHours(1) } },
        }, Token);
        var (before, after) = (Pair(correlated: false), Pair(correlated: true));
        _windows.Add("live", 1, Noon.AddDays(-1), before, null);
        _windows.Add("live", 1, Noon, after, null);
        _log.Sample = from => from < Noon ? before : after;

        var report = (await EvaluateAsync(Noon.AddMinutes(65)))[^1];

        Assert.Empty(report.Moved);
        Assert.Equal(("mmd", true, true), (report.Joint!.Measure, report.Joint.Drifted, report.Drifted));

        static Table Pair(bool correlated)
        {
            var random = new Random(4);
            var x = Enumerable.Range(0, 1_200).Select(_ => random.NextDouble()).ToArray();
            var y = x.Select(value => correlated ? value : random.NextDouble()).ToArray();
            return new Table([Column.OfNumbers("x", x), Column.OfNumbers("y", y)]);
        }
    }

    [Fact]
    public async Task Asked_for_traffic_that_was_not_it_says_so()
    {
        await DeployAsync();

        await Failures.OfAsync(ErrorKind.NotFound, () => Evaluator.EvaluateAsync(new DriftInquiry { Endpoint = "live" }, Token));
        await Failures.OfAsync(ErrorKind.NotFound, () => Evaluator.EvaluateAsync(new DriftInquiry { Endpoint = "none" }, Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Evaluator.EvaluateAsync(new DriftInquiry { Endpoint = "live", From = Noon, To = Noon }, Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Evaluator.EvaluateAsync(new DriftInquiry { Endpoint = "live", From = DateTimeOffset.MinValue }, Token));
    }

    [Fact]
    public async Task The_job_evaluates_every_endpoint_and_one_that_fails_keeps_no_other_from_it()
    {
        await DeployAsync();
        await _saker.Endpoints.DeployAsync("broken", "churn", 1, Token);
        await _saker.Monitors.ChangeAsync("broken", settings => settings with { Drift = settings.Drift with { Reference = new DriftReference { Kind = ReferenceKind.Dataset, Dataset = "gone/1" } } }, Token);
        _windows.Add("broken", 1, Noon, Rows(600, 3, shift: 0), null);
        AddHour(Noon, shift: 0.8);
        var job = _saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == "drift");

        await Assert.ThrowsAsync<AggregateException>(() => job.RunAsync(Noon.AddMinutes(65), Token));

        Assert.Equal("live", Assert.Single(await _saker.Drift.ListLatestAsync(Token)).Endpoint);
        var signals = await _saker.Services.GetRequiredService<SignalReader>().ReadAsync(Noon.AddMinutes(70), Token);
        var share = signals.Single(signal => signal.Name == "drift.share");
        Assert.Equal(("live", 0.5, true, "tenure"), (share.Endpoint, share.Value, share.Verdict, share.Context.MovedColumns.Single().Column));
        Assert.DoesNotContain(await _saker.Services.GetRequiredService<SignalReader>().ReadAsync(Noon.AddDays(3), Token), signal => signal.Name == "drift.share");
    }

    private DriftEvaluator Evaluator => _saker.Services.GetRequiredService<DriftEvaluator>();

    private async Task<IReadOnlyList<DriftEvaluation>> EvaluateAsync(DateTimeOffset now)
    {
        List<Exception> failures = [];
        var reports = await Evaluator.EvaluateClosedAsync(await _saker.Monitors.GetAsync("live", Token), now, failures, Token);
        Assert.Empty(failures);
        return reports;
    }

    private async Task DeployAsync(bool withProfile = true, string? importance = null)
    {
        using var source = new ModelSource();
        var training = Rows(3_000, seed: 99, shift: 0);
        if (withProfile)
        {
            source.Write("profile.json", Profile.Of(training).ToJson());
            source.Write("predictions.json", Profile.Of(Answers(training)).ToJson());
        }
        if (importance is not null)
            source.Write("importance.json", importance);
        await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Token);
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
    }

    /// <summary>20 rows a minute.</summary>
    private void AddHour(DateTimeOffset at, double shift)
    {
        for (var minute = 0; minute < 60; minute++)
        {
            var rows = Rows(20, seed: (int)(at.ToUnixTimeSeconds() % 100_000) + minute, shift);
            _windows.Add("live", 1, at.AddMinutes(minute), rows, Answers(rows));
        }
    }

    /// <param name="count">How many.</param>
    /// <param name="seed">Which.</param>
    /// <param name="shift">Of tenure, in standard deviations.</param>
    private static Table Rows(int count, int seed, double shift)
    {
        var random = new Random(seed);
        var tenure = Enumerable.Range(0, count).Select(_ => 30 + (10 * (shift + Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6))).ToArray();
        string[] plan = [.. Enumerable.Range(0, count).Select(_ => random.Next(10) switch { < 5 => "monthly", < 8 => "yearly", _ => "two years" })];
        return new Table([Column.OfNumbers("tenure", tenure), Column.OfText("plan", plan)]);
    }

    private static Table Answers(Table rows) => new([Column.OfNumbers("probability", [.. rows.Get("tenure").ToFloat64().Select(value => 1 / (1 + Math.Exp((value - 30) / 10)))])]);
}
