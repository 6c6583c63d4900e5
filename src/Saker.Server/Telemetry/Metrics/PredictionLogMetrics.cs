using Saker.Platform.Monitoring.Log;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>How the prediction log fares.</summary>
internal sealed class PredictionLogMetrics(IPredictionLog log, TelemetryOptions options, TimeProvider time) : IMetricSource
{
    private static readonly MetricFamily s_writing = new("saker_log_writing", MetricKind.Gauge, "1 while the prediction log can be written; 0 when it cannot, such as on a full disk.");
    private static readonly MetricFamily s_sealing = new("saker_log_sealing", MetricKind.Gauge, "1 while what was written is sealed into the store; nothing is lost while it is not.");
    private static readonly MetricFamily s_written = new("saker_log_written_requests", MetricKind.Counter, "Requests that this process wrote to the prediction log.");
    private static readonly MetricFamily s_dropped = new("saker_log_dropped_requests", MetricKind.Counter, "Requests that this process could not write to the prediction log: they are in none.");
    private static readonly MetricFamily s_journal = new("saker_log_journal_bytes", MetricKind.Gauge, "Bytes of this home's journals, which are not sealed yet.");
    private static readonly MetricFamily s_segments = new("saker_log_segments", MetricKind.Gauge, "Sealed segments of the prediction log, of all replicas.");
    private static readonly MetricFamily s_segmentBytes = new("saker_log_segment_bytes", MetricKind.Gauge, "Bytes of the sealed segments, as stored.");
    private static readonly MetricFamily s_sealed = new("saker_log_sealed_requests", MetricKind.Gauge, "Requests in the sealed segments.");

    private LogStatus? _read;
    private DateTimeOffset _readAt;

    public IReadOnlyList<MetricFamily> Families { get; } = [s_writing, s_sealing, s_written, s_dropped, s_journal, s_segments, s_segmentBytes, s_sealed];

    public async ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_read is null || now - _readAt >= options.MaxSignalAge)
            (_read, _readAt) = (await log.GetStatusAsync(cancellationToken), now);
        into.Add(s_writing, _read.NotWritingSince is null ? 1 : 0);
        into.Add(s_sealing, _read.NotSealingSince is null ? 1 : 0);
        into.Add(s_written, _read.WrittenCount);
        into.Add(s_dropped, _read.DroppedCount);
        into.Add(s_journal, _read.JournalBytes);
        into.Add(s_segments, _read.SegmentCount);
        into.Add(s_segmentBytes, _read.SealedBytes);
        into.Add(s_sealed, _read.SealedCount);
    }
}
