using Saker.Platform.Monitoring;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>Whether watching keeps up with the requests of this process: what it captured, what waits and what it had to leave out.</summary>
internal sealed class CaptureMetrics(WatchingProgress watching) : IMetricSource
{
    private static readonly MetricFamily s_captured = new("saker_capture_requests", MetricKind.Counter, "Requests that were captured for watching.");
    private static readonly MetricFamily s_dropped = new("saker_capture_dropped_requests", MetricKind.Counter, "Requests that were not captured because the memory for it was used up.");
    private static readonly MetricFamily s_bytes = new("saker_capture_buffer_bytes", MetricKind.Gauge, "Memory for captured requests that were not handed over yet.");
    private static readonly MetricFamily s_pending = new("saker_capture_pending_rows", MetricKind.Gauge, "Captured rows that wait for who takes them.", "sink");
    private static readonly MetricFamily s_sinkDropped = new("saker_capture_sink_dropped_requests", MetricKind.Counter, "Captured requests that were not handed over because too many waited.", "sink");
    private static readonly MetricFamily s_sinkFailed = new("saker_capture_sink_failed_requests", MetricKind.Counter, "Captured requests that were handed over in vain.", "sink");
    private static readonly MetricFamily s_lost = new("saker_windows_lost_requests", MetricKind.Counter, "Requests that are in no window because windows could not be stored.");
    private static readonly MetricFamily s_thinning = new("saker_windows_thinning_step", MetricKind.Gauge, "Of how many captured rows one goes into the windows; 1 while there is time for all.");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_captured, s_dropped, s_bytes, s_pending, s_sinkDropped, s_sinkFailed, s_lost, s_thinning];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        var status = watching.Capture;
        into.Add(s_captured, status.CapturedCount);
        into.Add(s_dropped, status.DroppedCount);
        into.Add(s_bytes, status.Bytes);
        foreach (var sink in status.Sinks)
        {
            into.Add(s_pending, sink.PendingRows, sink.Name);
            into.Add(s_sinkDropped, sink.DroppedCount, sink.Name);
            into.Add(s_sinkFailed, sink.FailedCount, sink.Name);
        }
        into.Add(s_lost, watching.LostWindowCount);
        into.Add(s_thinning, watching.ThinningStep);
        return ValueTask.CompletedTask;
    }
}
