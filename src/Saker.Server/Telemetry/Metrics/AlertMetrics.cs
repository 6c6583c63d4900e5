using Saker.Platform.Alerts;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The alerts of Saker's own rules that are open.</summary>
internal sealed class AlertMetrics(AlertDesk alerts, TelemetryOptions options, TimeProvider time) : IMetricSource
{
    // Of more than so many at a time nobody can tell one from another.
    private const int MaxAlerts = 500;

    private static readonly MetricFamily s_alerts = new("saker_alerts", MetricKind.Gauge, "Open alerts of the rules of Saker itself: pending, firing, or acknowledged by somebody. Of the newest 500.", "rule", "endpoint", "severity", "state");

    private IReadOnlyList<Alert> _read = [];
    private DateTimeOffset? _readAt;

    public IReadOnlyList<MetricFamily> Families { get; } = [s_alerts];

    public async ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_readAt is null || now - _readAt >= options.MaxSignalAge)
            (_read, _readAt) = ((await alerts.ListAsync(new AlertFilter { IsOpen = true }, before: null, MaxAlerts, cancellationToken)).Items, now);
        foreach (var same in _read.GroupBy(alert => (alert.Rule, alert.Endpoint, alert.Severity, alert.State)))
            into.Add(s_alerts, same.Count(), same.Key.Rule, same.Key.Endpoint, same.Key.Severity.ToString().ToLowerInvariant(), same.Key.State.ToString().ToLowerInvariant());
    }
}
