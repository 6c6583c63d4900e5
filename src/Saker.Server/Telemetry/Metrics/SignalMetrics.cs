using System.Globalization;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The signals of watching as they were worked out last: drift, quality, scores and estimates, outcomes, traffic.</summary>
internal sealed class SignalMetrics(SignalReader signals, TelemetryOptions options, TimeProvider time) : IMetricSource
{
    private static readonly string[] s_labels = ["signal", "endpoint", "version", "label"];

    private static readonly MetricFamily s_value = new("saker_signal", MetricKind.Gauge, "What watching measures of an endpoint, by the signal's name; see the documentation of signals. NaN while it cannot be told.", s_labels);
    private static readonly MetricFamily s_bad = new("saker_signal_bad", MetricKind.Gauge, "1 where the signal's source concludes that it is bad, such as drift found; 0 where it concludes that it is not.", s_labels);
    private static readonly MetricFamily s_at = new("saker_signal_timestamp_seconds", MetricKind.Gauge, "When a signal held, in seconds since 1970.", s_labels);

    private IReadOnlyList<Signal> _read = [];
    private DateTimeOffset? _readAt;

    public IReadOnlyList<MetricFamily> Families { get; } = [s_value, s_bad, s_at];

    public async ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // However many ask, and however often: signals come from the stores.
        if (_readAt is null || now - _readAt >= options.MaxSignalAge)
            (_read, _readAt) = (await signals.ReadAsync(now, cancellationToken), now);
        // Two of the same name would not be taken, and all the rest with them. Where there are more than are told apart, what is bad is told, then what is said of an endpoint as a whole.
        foreach (var signal in _read.DistinctBy(signal => (signal.Name, signal.Endpoint, signal.Version, signal.Label)).OrderByDescending(signal => signal.Verdict == true).ThenBy(signal => signal.Label.Length > 0))
        {
            string[] labels = [signal.Name, signal.Endpoint, signal.Version?.ToString(CultureInfo.InvariantCulture) ?? "", signal.Label];
            into.Add(s_value, signal.Value, labels);
            into.Add(s_at, signal.At.ToUnixTimeMilliseconds() / 1e3, labels);
            if (signal.Verdict is { } isBad)
                into.Add(s_bad, isBad ? 1 : 0, labels);
        }
    }
}
