using Saker.Platform.Alerts;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Dashboard.Watching;

/// <summary>Gathers what the list of watched endpoints shows: a few queries, however many endpoints there are.</summary>
internal sealed class WatchedEndpoints(IMonitorStore monitors, IDriftStore drift, IDriftHistory history, IPerformanceStore performance, AlertDesk alerts, TimeProvider time)
{
    /// <summary>How many days the strip of each endpoint has.</summary>
    public const int DayCount = 14;

    private const int MaxAlerts = 1_000;
    private static readonly TimeSpan s_judged = TimeSpan.FromDays(30);

    /// <summary>All endpoints, the worst first.</summary>
    public async Task<IReadOnlyList<WatchedEndpoint>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var latest = (await drift.ListNewestAsync(cancellationToken)).ToDictionary(report => report.Endpoint, StringComparer.Ordinal);
        var progress = (await drift.ListProgressAsync(cancellationToken)).ToLookup(version => version.Endpoint, StringComparer.Ordinal);
        var days = (await history.ListDaysAsync(FirstDay(now), cancellationToken)).ToLookup(day => day.Endpoint, StringComparer.Ordinal);
        var judged = (await performance.ListLatestAsync(now - s_judged, cancellationToken)).Where(window => window.Scores?.Decay is not null).ToLookup(window => window.Endpoint, StringComparer.Ordinal);
        var firing = (await alerts.ListActiveAsync(MaxAlerts, cancellationToken)).ToLookup(alert => alert.Endpoint, StringComparer.Ordinal);
        return
        [
            .. (await monitors.ListAsync(cancellationToken))
                .Select(monitor => new WatchedEndpoint(
                    monitor,
                    latest.GetValueOrDefault(monitor.Endpoint),
                    [.. progress[monitor.Endpoint]],
                    [.. days[monitor.Endpoint]],
                    judged[monitor.Endpoint].MaxBy(window => (window.StartedAt, window.Version))?.Scores!.Decay,
                    firing[monitor.Endpoint].Count()))
                .OrderBy(one => one.Rank).ThenByDescending(one => one.Latest?.Share ?? 0).ThenByDescending(one => one.FiringCount).ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>What changes when the list does: windows, what keeps them from closing, and alerts at once; verdicts on scores within a minute, since nothing says that one was given.</summary>
    public async Task<string> FindVersionAsync(CancellationToken cancellationToken) => string.Join(
        '\n',
        [
            FormattableString.Invariant($"{await alerts.GetLastEventAsync(cancellationToken)} {time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute}"),
            .. (await drift.ListProgressAsync(cancellationToken)).Select(version => FormattableString.Invariant($"{version.Endpoint} {version.Model} {version.Version} {version.EvaluatedUntil.UtcTicks} {version.OpenRowCount} {version.Note}")),
        ]);

    public static DateTimeOffset FirstDay(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - DayCount);
}
