using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>
/// Judges closed windows: each is estimated from its sample when it has closed, and scored when it has settled and has enough outcomes. Scores
/// are taken anew while more outcomes come or are corrected, the verdict when they have doubled, see <see cref="DecayTest"/>.
/// </summary>
internal sealed partial class PerformanceJudging(
    IMonitorStore monitors, IEndpointStore endpoints, IOutcomeStore outcomes, IPerformanceStore store, ScoredVersions versions, PairReader pairs, WindowEstimator estimator, ErrorStream errors,
    ILogger<PerformanceJudging> logger) : IRecurringJob
{
    // Windows further back are not scored any more; outcomes that come later are in the scores of the whole time still.
    private const int LookBack = 14;

    // Windows in which nothing could be estimated when they closed are not tried for ever.
    private const int EstimateBack = 2;

    // While outcomes flow, a window is scored again when it has this many more, or after a time.
    private const double MinGrowth = 1.05;

    private static readonly TimeSpan s_scoredAgain = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_keep = TimeSpan.FromDays(800);

    public string Name => "performance";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var monitor in await monitors.ListAsync(cancellationToken))
        {
            if (monitor.Settings.Performance is not { Enabled: true } settings)
                continue;
            try
            {
                await JudgeAsync(monitor, settings, now, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // What is wrong with one endpoint keeps no other from being judged.
                LogFailed(exception, monitor.Endpoint);
                failures.Add(exception);
            }
        }
        await store.RemoveAsync(now - s_keep, cancellationToken);
        if (failures.Count > 0)
            throw new AggregateException("Some endpoints could not be judged.", failures);
    }

    /// <summary>The beginning of the window that holds a time.</summary>
    internal static DateTimeOffset StartOf(DateTimeOffset at, TimeSpan window) => new(at.UtcTicks - ((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % window.Ticks), TimeSpan.Zero);

    private async Task JudgeAsync(EndpointMonitor monitor, PerformanceSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var endpoint = monitor.Endpoint;
        var since = StartOf(now, settings.Window) - (LookBack * settings.Window) - settings.Settle;
        var served = (await outcomes.ListVersionsAsync(endpoint, since, cancellationToken)).Select(version => (version.Model, version.Version)).ToHashSet();
        if (await endpoints.FindAsync(endpoint, cancellationToken) is { } deployed)
            served.Add((deployed.Model, deployed.Version));
        var known = (await store.ListAsync(endpoint, since, cancellationToken)).ToDictionary(window => (window.Model, window.Version, window.StartedAt));
        foreach (var (model, version) in served)
            await JudgeAsync(await versions.GetAsync(model, version, settings, cancellationToken), monitor, settings, known, now, cancellationToken);
    }

    private async Task JudgeAsync(ScoredVersion version, EndpointMonitor monitor, PerformanceSettings settings, Dictionary<(string, int, DateTimeOffset), PerformanceWindow> known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var endpoint = monitor.Endpoint;
        if (version.Columns is null)
            return;
        var current = StartOf(now, settings.Window);
        var settled = (int)(settings.Settle.Ticks / settings.Window.Ticks) + 1;
        for (var back = LookBack + settled; back >= 1; back--)
        {
            var start = current - (back * settings.Window);
            var window = known.GetValueOrDefault((version.Model, version.Version, start)) ?? new PerformanceWindow { Endpoint = endpoint, Model = version.Model, Version = version.Version, StartedAt = start, EndedAt = start + settings.Window };
            if (settings.Estimate && window.Estimate is null && back <= EstimateBack
                && await estimator.EstimateAsync(version, monitor, window.StartedAt, window.EndedAt, cancellationToken) is { } estimate)
                await store.PutAsync(window = window with { Estimate = estimate }, cancellationToken);
            if (window.EndedAt + settings.Settle <= now && await ScoreAsync(version, window, settings, now, cancellationToken) is { } scores)
                await store.PutAsync(window with { Scores = scores }, cancellationToken);
        }
        await errors.FeedAsync(version, endpoint, settings, now, cancellationToken);
    }

    /// <returns>Null when there is nothing new, or not enough.</returns>
    private async Task<WindowScores?> ScoreAsync(ScoredVersion version, PerformanceWindow window, PerformanceSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = await outcomes.CountPairsAsync(window.Endpoint, window.Model, window.Version, window.StartedAt, window.EndedAt, cancellationToken);
        if (count.Count < settings.MinOutcomes || (window.Scores is { } before && !IsDue(before, count, now)))
            return null;
        var (used, _) = await pairs.ReadAsync(window.Endpoint, window.Model, window.Version, window.StartedAt, window.EndedAt, PairReader.MaxScored, cancellationToken);
        if (used.Count == 0 || PairScoring.Judge(version, used, segments: [], new List<Problem>(), cancellationToken) is not { } report)
            return null;
        return new WindowScores
        {
            PairCount = count.Count,
            LastReceivedAt = count.LastReceivedAt,
            MeasuredAt = now,
            UsedCount = report.RowCount,
            LagSeconds = used.Average(pair => (pair.At - pair.Prediction!.At).TotalSeconds),
            Scores = [.. report.Scores.Select(score => new WindowScore(score.Name, score.Value, score.Interval.Low, score.Interval.High))],
            Decay = DecayTest.Judge(window.Scores?.Decay, count.Count, settings.Score ?? version.UsualScore, report, version.Evaluation, settings),
        };
    }

    private static bool IsDue(WindowScores before, PairCount count, DateTimeOffset now) =>
        (count.Count != before.PairCount || count.LastReceivedAt != before.LastReceivedAt) && (count.Count >= MinGrowth * before.PairCount || now - before.MeasuredAt >= s_scoredAgain);

    [LoggerMessage(2760, LogLevel.Warning, "How endpoint {Endpoint} fares cannot be judged")]
    private partial void LogFailed(Exception exception, string endpoint);
}
