using System.Globalization;
using Saker.Data;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>
/// Compares the traffic of endpoints with references: every closed window once, and any range on demand. Looking at a window again while it
/// grows would find drift by chance sooner or later; therefore a window counts only when it is closed. Thread-safe.
/// </summary>
public sealed class DriftEvaluator
{
    private readonly IMonitorStore _monitors;
    private readonly IWindowStore _windows;
    private readonly IDriftStore _store;
    private readonly ReferenceFinder _references;
    private readonly WindowReporter _reporter;
    private readonly EvaluationLimits _limits;
    private readonly TimeProvider _time;

    internal DriftEvaluator(IMonitorStore monitors, IWindowStore windows, IDriftStore store, ReferenceFinder references, WindowReporter reporter, EvaluationLimits limits, TimeProvider time) =>
        (_monitors, _windows, _store, _references, _reporter, _limits, _time) = (monitors, windows, store, references, reporter, limits, time);

    /// <summary>Compares a stretch of traffic now and keeps the report; it counts for nothing else, and no window is closed by it.</summary>
    /// <exception cref="SakerException">There is no such endpoint or reference (not found), there was no traffic then, or the range is none (invalid input).</exception>
    public async Task<DriftEvaluation> EvaluateAsync(DriftInquiry request, CancellationToken cancellationToken)
    {
        var monitor = await _monitors.GetAsync(request.Endpoint, cancellationToken);
        var settings = monitor.Settings.Drift with { Reference = request.Reference ?? monitor.Settings.Drift.Reference };
        var to = Minute(request.To ?? _time.GetUtcNow(), up: true);
        var from = Minute(request.From ?? to - settings.Window, up: false);
        if (from >= to)
            throw new SakerException(ErrorKind.InvalidInput, "The traffic must end after it begins.", "to");
        if (to - from > _limits.MaxAsked)
            throw new SakerException(ErrorKind.InvalidInput, $"The traffic from {from:u} to {to:u} is longer than {_limits.MaxAsked.TotalDays:0} days; begin it later.", "from");
        var version = await ChooseAsync(request, from, to, cancellationToken);
        var begin = (await _store.ListProgressAsync(request.Endpoint, cancellationToken)).FirstOrDefault(progress => (progress.Model, progress.Version) == (version.Model, version.Version))?.BeganAt ?? from;
        var traffic = new TrafficRange(from, to, 0);
        var reference = await _references.FindAsync(version, settings.Reference, traffic, new TrafficRange(begin, to, 0), cancellationToken);
        if (reference.Inputs is null)
            throw new SakerException(ErrorKind.Conflict, $"There is nothing to compare with: {reference.Words}.", "reference");
        var report = await _reporter.ReportAsync(version, traffic, DriftReportKind.Asked, reference, monitor.Settings with { Drift = settings }, cancellationToken)
            ?? throw NoTraffic(request.Endpoint, from, to);
        await _store.AddAsync(report.Evaluation, progress: null, cancellationToken);
        return report.Evaluation;
    }

    /// <summary>Evaluates the windows of an endpoint that have closed.</summary>
    /// <param name="monitor">Of which endpoint, and how.</param>
    /// <param name="now">The time.</param>
    /// <param name="failures">Gets what went wrong with single versions: it keeps no other version from being evaluated.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The reports that were made.</returns>
    internal async Task<IReadOnlyList<DriftEvaluation>> EvaluateClosedAsync(EndpointMonitor monitor, DateTimeOffset now, ICollection<Exception> failures, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings.Drift;
        var known = await _store.ListProgressAsync(monitor.Endpoint, cancellationToken);
        if (!settings.Enabled || (known.Count > 0 && now - known.Max(progress => progress.LookedAt) < settings.Interval - TimeSpan.FromSeconds(5)))
            return [];
        var until = Minute(now - _limits.SettleDelay, up: false);
        var since = known.Count == 0 ? now - _limits.MaxFirstLook : known.Min(Since);
        if (since < now - _limits.MaxOpen)
            since = now - _limits.MaxOpen;
        var traffic = await _windows.ListTrafficAsync(monitor.Endpoint, version: null, Minute(since, up: false), until, cancellationToken);
        var reports = new List<DriftEvaluation>();
        foreach (var served in traffic.Where(window => window.Version is not null && window.Facts.ProfiledRowCount > 0).GroupBy(window => (window.Model, Version: window.Version!.Value)))
        {
            var version = new WatchedVersion(monitor.Endpoint, served.Key.Model, served.Key.Version);
            TrafficRange[] stretches = [.. served.Select(window => new TrafficRange(window.From, window.To, window.Facts.ProfiledRowCount))];
            // The hour that traffic begins in: its minutes may be gone before there are enough rows.
            var began = WindowGrain.Hour.Floor(stretches[0].From);
            var progress = known.FirstOrDefault(progress => (progress.Model, progress.Version) == served.Key)
                ?? new DriftProgress { Endpoint = version.Endpoint, Model = version.Model, Version = version.Version, BeganAt = began, EvaluatedUntil = began, LookedAt = now };
            reports.AddRange(await EvaluateAsync(version, stretches, progress with { LookedAt = now }, until, monitor.Settings, failures, cancellationToken));
        }
        foreach (var silent in known.Where(progress => !traffic.Any(window => (window.Model, window.Version) == (progress.Model, progress.Version))))
            await _store.SaveAsync(silent with { LookedAt = now }, cancellationToken);
        return reports;
    }

    private async Task<IReadOnlyList<DriftEvaluation>> EvaluateAsync(
        WatchedVersion version, TrafficRange[] traffic, DriftProgress progress, DateTimeOffset until, MonitorSettings monitor, ICollection<Exception> failures, CancellationToken cancellationToken)
    {
        var settings = monitor.Drift;
        var reports = new List<DriftEvaluation>();
        progress = progress with { Note = null };
        try
        {
            while (reports.Count < _limits.MaxWindowsPerRun && WindowCutter.Cut(traffic, progress.EvaluatedUntil, until, settings) is [var window, ..])
            {
                var reference = await _references.FindAsync(version, settings.Reference, window, new TrafficRange(progress.BeganAt, until, 0), cancellationToken);
                if (reference.Until is { } end && window.From < end)
                {
                    progress = progress with { EvaluatedUntil = end };
                    continue;
                }
                if (reference.Inputs is null)
                {
                    progress = progress with { Note = reference.Words };
                    // First rows are still to come; what was named will not come for this window any more.
                    if (settings.Reference.Kind is ReferenceKind.Model)
                        break;
                    progress = progress with { EvaluatedUntil = window.To };
                    continue;
                }
                var made = await _reporter.ReportAsync(version, window, DriftReportKind.Window, reference, monitor, cancellationToken, progress.Detectors);
                progress = progress with { EvaluatedUntil = window.To, Note = made is null ? "the profiles of the window are gone" : null, Detectors = made?.Detectors ?? progress.Detectors };
                if (made is null)
                    continue;
                // Somebody who had the lease before may have done it.
                if (!await _store.AddAsync(made.Evaluation, progress, cancellationToken))
                    return reports;
                reports.Add(made.Evaluation);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The window is tried again at the next look.
            progress = progress with { Note = exception.Message };
            failures.Add(exception);
        }
        var open = traffic.Where(stretch => stretch.From >= progress.EvaluatedUntil && stretch.To <= until).Sum(stretch => stretch.RowCount);
        await _store.SaveAsync(progress with { OpenRowCount = open }, cancellationToken);
        return reports;
    }

    private async Task<WatchedVersion> ChooseAsync(DriftInquiry request, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var served = (await _windows.ListTrafficAsync(request.Endpoint, request.Version, from, to, cancellationToken))
            .Where(window => window.Version is not null && window.Facts.ProfiledRowCount > 0)
            .GroupBy(window => (window.Model, Version: window.Version!.Value))
            .OrderByDescending(version => version.Sum(window => window.Facts.ProfiledRowCount))
            .ThenByDescending(version => version.Key.Version)
            .FirstOrDefault() ?? throw NoTraffic(request.Endpoint, from, to);
        return new WatchedVersion(request.Endpoint, served.Key.Model, served.Key.Version);
    }

    /// <summary>From where on traffic may be new.</summary>
    private static DateTimeOffset Since(DriftProgress progress)
    {
        var looked = progress.LookedAt.AddMinutes(-10);
        return progress.OpenRowCount > 0 || looked < progress.EvaluatedUntil ? progress.EvaluatedUntil : looked;
    }

    private static DateTimeOffset Minute(DateTimeOffset at, bool up) =>
        new((at.UtcTicks + (up ? TimeSpan.TicksPerMinute - 1 : 0)) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static SakerException NoTraffic(string endpoint, DateTimeOffset from, DateTimeOffset to) => new(
        ErrorKind.NotFound,
        string.Create(CultureInfo.InvariantCulture, $"'{endpoint}' has no rows to compare from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} (UTC); what it was asked reaches its windows within a minute."),
        "from");
}
