using System.Globalization;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>The versions that this process knows, and what they do in memory.</summary>
internal sealed class VersionMetrics(ModelHost host) : IMetricSource
{
    private static readonly double[] s_rowBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 4_096];

    private static readonly MetricFamily s_state = new("saker_model_state", MetricKind.Gauge, "1 for the state that a version is in.", "model", "version", "state");
    private static readonly MetricFamily s_memory = new("saker_model_memory_bytes", MetricKind.Gauge, "What a version in memory takes, estimated from its files.", "model", "version");
    private static readonly MetricFamily s_buffers = new("saker_model_buffer_bytes", MetricKind.Gauge, "Memory for requests that a version in memory keeps.", "model", "version");
    private static readonly MetricFamily s_queue = new("saker_model_queue_requests", MetricKind.Gauge, "Requests that wait for a run.", "model", "version");
    private static readonly MetricFamily s_queueLimit = new("saker_model_queue_limit_requests", MetricKind.Gauge, "The most requests that may wait for a run.", "model", "version");
    private static readonly MetricFamily s_runRows = new("saker_model_run_rows", MetricKind.Histogram, "Rows that runs had which succeeded: how requests are batched. From the last load on; the first 512 sizes are told apart.", "model", "version");
    private static readonly MetricFamily s_lastAnswer = new("saker_model_last_answer_timestamp_seconds", MetricKind.Gauge, "When a version last answered, in seconds since 1970.", "model", "version");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_state, s_memory, s_buffers, s_queue, s_queueLimit, s_runRows, s_lastAnswer];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        foreach (var version in host.ListGauges())
            Add(version, into);
        return ValueTask.CompletedTask;
    }

    private static void Add(VersionGauges gauges, MetricSet into)
    {
        var status = gauges.Status;
        string[] labels = [status.Model, status.Version.ToString(CultureInfo.InvariantCulture)];
        into.Add(s_state, 1, [.. labels, status.State.ToString().ToLowerInvariant()]);
        if (gauges.Statistics is not { } statistics)
            return;
        into.Add(s_memory, status.EstimatedBytes, labels);
        into.Add(s_buffers, gauges.BufferBytes, labels);
        into.Add(s_queue, gauges.WaitingCount, labels);
        into.Add(s_queueLimit, gauges.MaxWaitingCount, labels);
        into.Add(s_runRows, RunRows(statistics), labels);
        if (statistics.LastInferenceAt is { } at)
            into.Add(s_lastAnswer, at.ToUnixTimeMilliseconds() / 1e3, labels);
    }

    private static HistogramSnapshot RunRows(StatisticsSnapshot statistics)
    {
        var counts = new long[s_rowBounds.Length + 1];
        double sum = 0;
        foreach (var batch in statistics.Batches)
        {
            var at = Array.FindIndex(s_rowBounds, bound => batch.BatchSize <= bound);
            counts[at < 0 ? s_rowBounds.Length : at] += batch.ComputeInfer.Count;
            sum += (double)batch.BatchSize * batch.ComputeInfer.Count;
        }
        return new HistogramSnapshot(s_rowBounds, counts, sum, []);
    }
}
