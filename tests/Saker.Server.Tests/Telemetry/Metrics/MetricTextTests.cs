using System.Buffers;
using System.Text;
using Saker.Platform.Serving.Statistics;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Tests.Telemetry.Metrics;

public sealed class MetricTextTests
{
    private static readonly MetricFamily s_requests = new("saker_test_requests", MetricKind.Counter, "What \"came\" \\ in.\nAll of it.", "endpoint", "outcome");
    private static readonly MetricFamily s_memory = new("saker_test_memory_bytes", MetricKind.Gauge, "Memory.");
    private static readonly MetricFamily s_build = new("saker_test_build", MetricKind.Info, "What this is.", "version");
    private static readonly MetricFamily s_duration = new("saker_test_duration_seconds", MetricKind.Histogram, "How long.", "endpoint");

    [Fact]
    public void Plain_text_has_the_endings_in_its_types_and_escapes_what_must_be()
    {
        Assert.Equal(
            """
            # HELP saker_test_requests_total What "came" \\ in.\nAll of it.
            # TYPE saker_test_requests_total counter
            saker_test_requests_total{endpoint="a\"b\\c\nd",outcome="ok"} 3
            # HELP saker_test_memory_bytes Memory.
            # TYPE saker_test_memory_bytes gauge
            saker_test_memory_bytes NaN
            # HELP saker_test_build_info What this is.
            # TYPE saker_test_build_info gauge
            saker_test_build_info{version="1.0"} 1
            # HELP saker_test_duration_seconds How long.
            # TYPE saker_test_duration_seconds histogram
            saker_test_duration_seconds_bucket{endpoint="churn",le="0.1"} 2
            saker_test_duration_seconds_bucket{endpoint="churn",le="1.0"} 2
            saker_test_duration_seconds_bucket{endpoint="churn",le="+Inf"} 3
            saker_test_duration_seconds_sum{endpoint="churn"} 2.51
            saker_test_duration_seconds_count{endpoint="churn"} 3

            """, Write(MetricFormat.Prometheus));
    }

    [Fact]
    public void OpenMetrics_has_units_and_exemplars_and_an_end()
    {
        Assert.Equal(
            """
            # HELP saker_test_requests What \"came\" \\ in.\nAll of it.
            # TYPE saker_test_requests counter
            saker_test_requests_total{endpoint="a\"b\\c\nd",outcome="ok"} 3
            # HELP saker_test_memory_bytes Memory.
            # TYPE saker_test_memory_bytes gauge
            # UNIT saker_test_memory_bytes bytes
            saker_test_memory_bytes NaN
            # HELP saker_test_build What this is.
            # TYPE saker_test_build info
            saker_test_build_info{version="1.0"} 1
            # HELP saker_test_duration_seconds How long.
            # TYPE saker_test_duration_seconds histogram
            # UNIT saker_test_duration_seconds seconds
            saker_test_duration_seconds_bucket{endpoint="churn",le="0.1"} 2 # {trace_id="4bf92f3577b34da6a3ce929d0e0e4736",request_id="r1"} 0.005 1772366400.250
            saker_test_duration_seconds_bucket{endpoint="churn",le="1.0"} 2
            saker_test_duration_seconds_bucket{endpoint="churn",le="+Inf"} 3
            saker_test_duration_seconds_sum{endpoint="churn"} 2.51
            saker_test_duration_seconds_count{endpoint="churn"} 3
            # EOF

            """, Write(MetricFormat.OpenMetrics));
    }

    private static string Write(MetricFormat format)
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);
        // The request of the last bucket has an id too long for an exemplar, and no trace.
        var histogram = new HistogramSnapshot([0.1, 1], [2, 0, 1], 2.51,
            [new LatencyExemplar("r1", "4bf92f3577b34da6a3ce929d0e0e4736", 0.005, at), null, new LatencyExemplar(new string('x', 128), null, 2.5, at)]);
        var into = new ArrayBufferWriter<byte>();
        var text = new MetricText(into, format);
        text.Write(s_requests, [new MetricSample(["a\"b\\c\nd", "ok"], 3)]);
        text.Write(s_memory, [new MetricSample([], double.NaN)]);
        text.Write(s_build, [new MetricSample(["1.0"], 1)]);
        text.Write(s_duration, [new MetricSample(["churn"], 0, histogram)]);
        text.End();
        return Encoding.UTF8.GetString(into.WrittenSpan);
    }
}
