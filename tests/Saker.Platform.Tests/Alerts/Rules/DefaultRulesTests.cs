using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Alerts;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Monitoring.Drift;
using Saker.Platform.Tests.Monitoring.Windows;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Alerts.Rules;

/// <summary>The rules that come with Saker against the sources that come with it.</summary>
public sealed class DefaultRulesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedBackend _backend = new();
    private readonly MemoryWindows _windows = new();
    private readonly ManualTime _time = new(Noon);
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync(services => services
        .AddSingleton<TimeProvider>(_time)
        .AddSingleton<IWindowStore>(_windows)
        .AddSingleton<ISignalSource>(new BrokenSignals()));

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Every_rule_that_comes_with_Saker_judges_signals_that_a_source_defines()
    {
        var rules = await _saker.Services.GetRequiredService<AlertSettingsStore>().ListRulesAsync(Token);

        // One whose signal no source has any more would be left out.
        Assert.Equal(
            [
                "alerts-undelivered", "capture-dropped", "decay", "disk-full", "disk-low", "drift", "errors", "fallback", "log-dropped", "log-failed", "prediction-drift", "quality", "refused", "retraining-failed", "rollout-held",
                "rollout-rolled-back", "rollout-waiting", "signals-failed", "version-degraded", "version-failed",
            ],
            rules.Where(rule => rule.IsBuiltIn).Select(rule => rule.Name));
    }

    [Fact]
    public void Signals_are_defined_once_by_names_and_units_that_everybody_can_read()
    {
        var definitions = _saker.Services.GetServices<ISignalSource>().SelectMany(source => source.Definitions).ToList();

        Assert.Equal(definitions.Select(definition => definition.Name).Distinct(), definitions.Select(definition => definition.Name));
        Assert.All(definitions, definition =>
        {
            Assert.Matches("^[a-z0-9_]+(\\.[a-z0-9_]+)*(\\.\\*)?$", definition.Name);
            Assert.Contains(definition.Unit, (string[])["share", "count", "seconds", "per_second", "score", "flag"]);
            Assert.EndsWith(".", definition.Description, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Rules_that_come_with_Saker_fire_on_what_their_sources_give()
    {
        await DeployAsync();
        await DriftAsync();
        await DecayAsync();
        await BreakAsync();
        for (var minute = 0; minute < 12; minute++)
            await _windows.WriteAsync([Troubled(_time.GetUtcNow().AddMinutes(minute))], Token);

        await EvaluateAsync(TimeSpan.FromMinutes(10));

        var signals = await _saker.Services.GetRequiredService<SignalReader>().ReadAsync(_time.GetUtcNow(), Token);
        var definitions = _saker.Services.GetRequiredService<SignalReader>().Definitions;
        Assert.All(signals, signal => Assert.Contains(definitions, definition => definition.Covers(signal.Name)));
        var alerts = (await _saker.Services.GetRequiredService<AlertDesk>().ListAsync(AlertFilter.All, null, 1_000, Token)).Items;
        Assert.Equal(
            ["decay", "drift", "errors", "fallback", "log-dropped", "log-failed", "prediction-drift", "quality", "refused", "retraining-failed", "signals-failed", "version-failed"],
            alerts.Where(alert => alert.State == AlertState.Firing).Select(alert => alert.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    private async Task EvaluateAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed <= time; passed += TimeSpan.FromSeconds(10))
        {
            // Replicas tell again and again that something is wrong.
            await WriteAsync("UPDATE log_writers SET told_at = @now", new { now = Now() });
            await _saker.Services.GetRequiredService<AlertEvaluation>().RunAsync(_time.GetUtcNow(), Token);
            _time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    private async Task DeployAsync()
    {
        using var source = new ModelSource();
        var training = Rows(3_000, seed: 99, shift: 0, "yearly");
        source.Write("profile.json", Profile.Of(training).ToJson());
        source.Write("predictions.json", Profile.Of(Answers(training)).ToJson());
        await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Token);
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        // It is no model, so it cannot be loaded.
        await _saker.Host.RefreshAsync(Token);
    }

    private async Task DriftAsync()
    {
        for (var minute = 0; minute < 60; minute++)
        {
            var rows = Rows(20, seed: minute, shift: 0.8, "weekly");
            _windows.Add("live", 1, Noon.AddMinutes(minute), rows, Answers(rows));
        }
        _time.Advance(TimeSpan.FromMinutes(62));
        await _saker.Services.GetRequiredService<DriftEvaluator>().EvaluateClosedAsync(await _saker.Monitors.GetAsync("live", Token), _time.GetUtcNow(), [], Token);
    }

    private Task DecayAsync() => _saker.Services.GetRequiredService<IPerformanceStore>().PutAsync(
        new PerformanceWindow
        {
            Endpoint = "live",
            Model = "churn",
            Version = 1,
            StartedAt = Noon.AddHours(-1),
            EndedAt = Noon,
            Scores = new WindowScores
            {
                PairCount = 500,
                UsedCount = 500,
                LagSeconds = 60,
                Scores = [new WindowScore("roc_auc", 0.7, 0.65, 0.75)],
                Decay = new DecayVerdict { Score = "roc_auc", Live = 0.7, Reference = 0.85, Loss = 0.15, LossLow = 0.1, LossHigh = 0.2, PValue = 0.001, Alpha = 0.01, IsDecayed = true },
            },
        },
        Token);

    /// <summary>Another replica cannot write its log, and a training failed.</summary>
    private async Task BreakAsync()
    {
        await WriteAsync("INSERT INTO log_writers (replica, told_at, not_writing_since, reason, dropped_count) VALUES ('other', @now, @now, 'No space left on device', 5)", new { now = Now() });
        await WriteAsync(
            "INSERT INTO retraining_attempts (id, endpoint, cause, reason, evidence, requested_by, requested_at, state, ended_at, error) VALUES ('01', 'live', 'manual', 'because', '{}', 'ada', @now, 'failed', @now, 'no rows')",
            new { now = Now() });
    }

    private Task WriteAsync(string sql, object parameters) => _saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync(sql, parameters), Token);

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Of 100 requests 30 are refused and 20 fail; 20 of the others are answered by another version.</summary>
    private static WindowPart Troubled(DateTimeOffset at) => WindowParts.Of(at, 10) with
    {
        Number = at.Minute + 1_000,
        Facts = WindowParts.Facts(100, 50) with
        {
            Errors = new SortedDictionary<string, long> { ["failed"] = 20, ["refused"] = 30 },
            RefusedCount = 30,
            Steps = new SortedDictionary<string, long> { ["primary"] = 30, ["previous"] = 20 },
        },
    };

    private static Table Rows(int count, int seed, double shift, string rare)
    {
        var random = new Random(seed);
        var tenure = Enumerable.Range(0, count).Select(_ => 30 + (10 * (shift + Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6))).ToArray();
        string[] plan = [.. Enumerable.Range(0, count).Select(_ => random.Next(10) < 7 ? "monthly" : rare)];
        return new Table([Column.OfNumbers("tenure", tenure), Column.OfText("plan", plan)]);
    }

    private static Table Answers(Table rows) => new([Column.OfNumbers("probability", [.. rows.Get("tenure").ToFloat64().Select(value => 1 / (1 + Math.Exp((value - 30) / 10)))])]);
}
