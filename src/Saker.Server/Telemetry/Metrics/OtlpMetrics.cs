using System.Buffers.Binary;
using System.Globalization;
using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>
/// Metrics as an <c>ExportMetricsServiceRequest</c> of OTLP 1 (opentelemetry-proto, <c>metrics/v1/metrics.proto</c>): counters and histograms as sums since the start of the
/// process, with the exemplars that histograms have. Names are those of OpenMetrics, without <c>_total</c>; what receives them adds that for Prometheus.
/// </summary>
internal sealed class OtlpMetrics(IEnumerable<KeyValuePair<string, object>> resource, string version, DateTimeOffset startedAt)
{
    private const long Cumulative = 2;

    public byte[] Write(IReadOnlyList<MetricFamily> families, MetricSet samples, DateTimeOffset now)
    {
        using var request = new WireMessage();
        request.Message(1, all =>
        {
            all.Message(1, described =>
            {
                foreach (var (key, value) in resource)
                    Attribute(described, 1, key, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            });
            all.Message(2, scope =>
            {
                scope.Message(1, own =>
                {
                    own.Text(1, "saker");
                    own.Text(2, version);
                });
                foreach (var family in families)
                    if (samples[family] is { Count: > 0 } values)
                        scope.Message(2, metric => Write(metric, family, values, now));
            });
        });
        return request.ToArray();
    }

    private void Write(WireMessage metric, MetricFamily family, IReadOnlyList<MetricSample> samples, DateTimeOffset now)
    {
        metric.Text(1, family.Kind == MetricKind.Info ? family.FullName : family.Name);
        metric.Text(2, family.Help);
        metric.Text(3, family.Unit switch { "seconds" => "s", "bytes" => "By", _ => "1" });
        // The fields of a gauge, a sum and a histogram; each has its points as the first field.
        metric.Message(family.Kind switch { MetricKind.Counter => 7, MetricKind.Histogram => 9, _ => 5 }, data =>
        {
            foreach (var sample in samples)
            {
                if (sample.Histogram is { } histogram)
                    data.Message(1, point => Write(point, family, sample.Labels, histogram, now));
                else if (!double.IsNaN(sample.Value))
                    data.Message(1, point => Write(point, family, sample, now));
            }
            if (family.Kind is MetricKind.Counter or MetricKind.Histogram)
                data.Number(2, Cumulative);
            if (family.Kind == MetricKind.Counter)
                data.Number(3, 1);
        });
    }

    private void Write(WireMessage point, MetricFamily family, MetricSample sample, DateTimeOffset now)
    {
        Times(point, now);
        point.Real(4, sample.Value);
        Labels(point, 7, family, sample.Labels);
    }

    private void Write(WireMessage point, MetricFamily family, IReadOnlyList<string> labels, HistogramSnapshot histogram, DateTimeOffset now)
    {
        Times(point, now);
        point.Fixed(4, (ulong)histogram.Count);
        point.Real(5, histogram.Sum);
        point.Bytes(6, Packed(histogram.Counts, (to, count) => BinaryPrimitives.WriteInt64LittleEndian(to, count)));
        point.Bytes(7, Packed(histogram.Bounds, (to, bound) => BinaryPrimitives.WriteDoubleLittleEndian(to, bound)));
        foreach (var exemplar in histogram.Exemplars)
            if (exemplar is not null)
                point.Message(8, own => Write(own, exemplar));
        Labels(point, 9, family, labels);
    }

    private static void Write(WireMessage point, LatencyExemplar exemplar)
    {
        point.Fixed(2, Nanoseconds(exemplar.At));
        point.Real(3, exemplar.Seconds);
        if (exemplar.TraceId is { Length: 32 } trace)
            point.Bytes(5, Convert.FromHexString(trace));
        if (exemplar.RequestId is { } id)
            Attribute(point, 7, "saker.request.id", id);
    }

    private void Times(WireMessage point, DateTimeOffset now)
    {
        point.Fixed(2, Nanoseconds(startedAt));
        point.Fixed(3, Nanoseconds(now));
    }

    private static void Labels(WireMessage point, int field, MetricFamily family, IReadOnlyList<string> labels)
    {
        for (var i = 0; i < labels.Count; i++)
            Attribute(point, field, family.Labels[i], labels[i]);
    }

    private static void Attribute(WireMessage to, int field, string key, string text) => to.Message(field, pair =>
    {
        pair.Text(1, key);
        pair.Message(2, value => value.Text(1, text));
    });

    private static byte[] Packed<T>(IReadOnlyList<T> values, SpanWriter<T> write)
    {
        var bytes = new byte[values.Count * sizeof(long)];
        for (var i = 0; i < values.Count; i++)
            write(bytes.AsSpan(i * sizeof(long)), values[i]);
        return bytes;
    }

    private static ulong Nanoseconds(DateTimeOffset at) => (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * 100;

    private delegate void SpanWriter<in T>(Span<byte> to, T value);
}
