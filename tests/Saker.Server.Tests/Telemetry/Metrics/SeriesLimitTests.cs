using Saker.Platform.Serving.Statistics;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Tests.Telemetry.Metrics;

public sealed class SeriesLimitTests
{
    private static readonly MetricFamily s_requests = new("saker_test_requests", MetricKind.Counter, "Requests.", "endpoint", "outcome");
    private static readonly MetricFamily s_memory = new("saker_test_memory_bytes", MetricKind.Gauge, "Memory.", "endpoint");
    private static readonly MetricFamily s_duration = new("saker_test_duration_seconds", MetricKind.Histogram, "How long.", "endpoint");

    [Fact]
    public void What_is_beyond_the_limit_is_added_up_under_other_and_counted()
    {
        var set = new MetricSet(new SeriesLimit(2));
        for (var i = 1; i <= 5; i++)
        {
            set.Add(s_requests, i, $"e{i}", i % 2 == 0 ? "ok" : "timeout");
            set.Add(s_memory, i, $"e{i}");
            set.Add(s_duration, new HistogramSnapshot([1], [i, 1], i, []), $"e{i}");
        }
        // Outcomes are few whatever is served: they stay.
        Assert.Equal(
            [("e1", "timeout", 1), ("e2", "ok", 2), ("other", "timeout", 3 + 5), ("other", "ok", 4)],
            set[s_requests].Select(sample => (sample.Labels[0], sample.Labels[1], sample.Value)));
        // The sum of gauges would mean nothing.
        Assert.Equal(["e1", "e2"], set[s_memory].Select(sample => sample.Labels[0]));
        var other = set[s_duration][2];
        Assert.Equal("other", other.Labels[0]);
        Assert.Equal((3 + 4 + 5 + 3, 12.0), (other.Histogram!.Count, other.Histogram.Sum));
        Assert.Equal([3, 3, 3], set.Overflow.Values);
    }

    [Fact]
    public void Who_is_in_stays_in_and_who_is_gone_makes_room()
    {
        var limit = new SeriesLimit(2);
        Assert.Equal(["a", "b", "other"], Round("a", "b", "c"));
        Assert.Equal(["other", "b", "a"], Round("c", "b", "a"));
        Assert.Equal(["other", "a"], Round("c", "a"));
        Assert.Equal(["c", "a", "other"], Round("c", "a", "b"));

        IEnumerable<string> Round(params string[] endpoints)
        {
            var set = new MetricSet(limit);
            foreach (var endpoint in endpoints)
                set.Add(s_requests, 1, endpoint, "ok");
            limit.EndRound();
            return set[s_requests].Select(sample => sample.Labels[0]);
        }
    }

    [Fact]
    public void Labels_that_are_not_those_of_the_metric_are_a_fault() =>
        Assert.Throws<ArgumentException>(() => new MetricSet(new SeriesLimit(2)).Add(s_requests, 1, "e1"));
}
