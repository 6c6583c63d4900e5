using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Saker.Benchmarks.Demands;
using Saker.Platform;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Benchmarks.Watching;

/// <summary>
/// Thousands of alerts while their receiver is down for an hour: whether it is told of each afterwards, and once. And how long it takes from a
/// signal to its receiver, beside the intervals at which it is looked.
/// </summary>
internal sealed class AlertsPart : IAreaPart
{
    private const int EndpointCount = 50;
    private const double MaxSeconds = 1;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public string Name => "alerts";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var count = settings.Quick ? 500 : 5_000;
        var folder = Directory.CreateTempSubdirectory("saker-bench-alerts-");
        var (time, signals) = (new ManualTime(), new ManySignals(count, EndpointCount));
        await using var hook = new ToyHttpReceiver();
        try
        {
            await using var saker = await SakerPlatform.OpenAsync(
                new HomeOptions { Folder = folder.FullName }, services => services.AddSingleton<TimeProvider>(time).AddSingleton<ISignalSource>(signals), cancellationToken);
            var file = saker.AlertSettings.Parse(
                $$"""
                rules: [{name: bad, signal: "bench.*", above: 0, keep_for: 0s}, {name: alerts-undelivered, signal: alerts.waiting, above: 0, enabled: false}]
                receivers: [{name: hook, kind: webhook, url: "{{hook.Address}}", endpoints: ["endpoint-*"]}]
                """);
            await saker.AlertSettings.ApplyAsync(file, "bench", prune: false, cancellationToken);
            return [.. await DownAsync(saker, time, signals, hook, count, settings, cancellationToken), await LatencyAsync(saker, time, signals, hook, settings, cancellationToken)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Demand>> DownAsync(
        SakerPlatform saker, ManualTime time, ManySignals signals, ToyHttpReceiver hook, int count, AreaSettings settings, CancellationToken cancellationToken)
    {
        // Some in every minute of the hour, and all are over before the receiver is back.
        var began = Stopwatch.GetTimestamp();
        for (var minute = 1; minute <= 60; minute++)
        {
            signals.BadCount = minute <= 50 ? count * minute / 50 : 0;
            await PassAsync(saker, time, Minute, cancellationToken);
        }
        var evaluated = Stopwatch.GetElapsedTime(began) / 60;
        hook.Start();
        var waited = TimeSpan.Zero;
        while (Told(hook).Count < 2 * count && waited < TimeSpan.FromMinutes(10))
        {
            await PassAsync(saker, time, TimeSpan.FromSeconds(2), cancellationToken);
            waited += TimeSpan.FromSeconds(2);
        }
        var told = Told(hook);
        var missing = (2 * count) - told.Distinct().Count();
        var twice = told.Count - told.Distinct().Count();
        settings.Log.WriteLine(FormattableString.Invariant(
            $"  {count} alerts of {EndpointCount} endpoints began and ended while the receiver was down: {hook.Taken.Count} notifications, the last {waited.TotalSeconds:0} s after it was back; {evaluated.TotalMilliseconds:0} ms an evaluation"));
        return
        [
            Demand.AtMost("alerts that a receiver which was down for an hour was not told of afterwards, begin and end", "", missing, 0),
            Demand.AtMost("alerts that it was told of twice", "", twice, 0),
            Demand.AtMost("from the receiver being back to all of them told, simulated", "s", waited.TotalSeconds, 180),
        ];
    }

    /// <summary>One alert after another, from the signal to the receiver's answer.</summary>
    private static async Task<Demand> LatencyAsync(SakerPlatform saker, ManualTime time, ManySignals signals, ToyHttpReceiver hook, AreaSettings settings, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        for (var i = 0; i < (settings.Quick ? 5 : 25); i++)
        {
            signals.BadCount = 0;
            await PassAsync(saker, time, TimeSpan.FromHours(2), cancellationToken);
            await PassAsync(saker, time, Minute * 2, cancellationToken);
            var before = hook.Taken.Count;
            signals.BadCount = 1;
            await PassAsync(saker, time, Minute, cancellationToken);
            time.Advance(Minute);
            var began = Stopwatch.GetTimestamp();
            await PassAsync(saker, time, TimeSpan.Zero, cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            if (hook.Taken.Count != before + 1)
                throw new BenchmarkException($"a new alert made {hook.Taken.Count - before} notifications.");
        }
        seconds.Sort();
        return Demand.AtMost("evaluation and delivery of a new alert beside thousands of signals, the slowest of all", "s", seconds[^1], MaxSeconds);
    }

    private static async Task PassAsync(SakerPlatform saker, ManualTime time, TimeSpan span, CancellationToken cancellationToken)
    {
        time.Advance(span);
        foreach (var name in new[] { "alerts", "alerts.delivery" })
            await saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == name).RunAsync(time.GetUtcNow(), cancellationToken);
    }

    private static List<(string Status, string Id)> Told(ToyHttpReceiver hook) =>
    [
        .. hook.Taken.SelectMany(request => request.Json.GetProperty("alerts").EnumerateArray())
            .Select(alert => (alert.GetProperty("status").GetString()!, alert.GetProperty("annotations").GetProperty("alert_id").GetString()!)),
    ];
}
