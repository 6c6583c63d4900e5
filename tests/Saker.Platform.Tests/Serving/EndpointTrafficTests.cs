using Saker.Platform.Serving;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving;

public sealed class EndpointTrafficTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Without_requests_there_are_rates_of_zero_and_no_latencies()
    {
        var snapshot = new EndpointTraffic(_time).ToSnapshot();
        Assert.Equal((0, 0.0, 0.0), (snapshot.RequestCount, snapshot.RequestsPerSecond, snapshot.RequestsPerSecondOverMinute));
        Assert.Null(snapshot.P50Milliseconds);
        Assert.Equal(60, snapshot.Series.Count);
    }

    [Fact]
    public void Rates_count_whole_seconds_and_forget_what_is_older()
    {
        var traffic = new EndpointTraffic(_time);
        for (var second = 0; second < 100; second++)
        {
            for (var i = 0; i < 30; i++)
                traffic.RecordSuccess(TimeSpan.FromMilliseconds(1), rows: 2);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        var busy = traffic.ToSnapshot();
        Assert.Equal((3_000, 6_000, 0), (busy.RequestCount, busy.RowCount, busy.ErrorCount));
        Assert.Equal((30.0, 30.0), (busy.RequestsPerSecond, busy.RequestsPerSecondOverMinute));

        _time.Advance(TimeSpan.FromSeconds(30));
        var later = traffic.ToSnapshot();
        Assert.Equal((0.0, 15.0), (later.RequestsPerSecond, later.RequestsPerSecondOverMinute));
        Assert.Equal(30, later.Series.Count(point => point.RequestCount == 30));

        _time.Advance(TimeSpan.FromMinutes(5));
        var silent = traffic.ToSnapshot();
        Assert.Equal((3_000, 0.0), (silent.RequestCount, silent.RequestsPerSecondOverMinute));
        Assert.Null(silent.P99Milliseconds);
    }

    [Fact]
    public void Series_ends_with_the_last_whole_second()
    {
        var traffic = new EndpointTraffic(_time);
        traffic.RecordSuccess(TimeSpan.FromMilliseconds(8), rows: 3);
        traffic.RecordFailure(TimeSpan.FromMilliseconds(8));
        var running = traffic.ToSnapshot();
        Assert.Equal(0, running.Series.Sum(point => point.RequestCount));
        Assert.NotNull(running.P50Milliseconds);

        var second = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
        _time.Advance(TimeSpan.FromSeconds(1));
        var point = traffic.ToSnapshot().Series[^1];
        Assert.Equal((second, 2, 3, 1), (point.At, point.RequestCount, point.RowCount, point.ErrorCount));
        Assert.InRange(point.P95Milliseconds!.Value, 7.4, 8.6);
    }

    [Fact]
    public void Percentiles_are_those_of_the_latencies()
    {
        var traffic = new EndpointTraffic(_time);
        for (var i = 1; i <= 1_000; i++)
            traffic.RecordSuccess(TimeSpan.FromMicroseconds(10 * i), rows: 1);
        var snapshot = traffic.ToSnapshot();
        Assert.InRange(snapshot.P50Milliseconds!.Value, 5 * 0.93, 5 * 1.07);
        Assert.InRange(snapshot.P95Milliseconds!.Value, 9.5 * 0.93, 9.5 * 1.07);
        Assert.InRange(snapshot.P99Milliseconds!.Value, 9.9 * 0.93, 9.9 * 1.07);
    }

    [Fact]
    public void Recording_from_many_threads_while_seconds_pass_loses_nothing()
    {
        const int threads = 4;
        const int each = 20_000;
        var traffic = new EndpointTraffic(_time);
        Parallel.For(0, threads, thread =>
        {
            for (var i = 0; i < each; i++)
            {
                traffic.RecordSuccess(TimeSpan.FromMilliseconds(1), rows: 1);
                if (thread == 0 && i % 1_000 == 0)
                    _time.Advance(TimeSpan.FromSeconds(1));
            }
        });
        _time.Advance(TimeSpan.FromSeconds(1));
        var snapshot = traffic.ToSnapshot();
        Assert.Equal(threads * each, snapshot.RequestCount);
        Assert.Equal(threads * each, snapshot.Series.Sum(point => point.RequestCount));
    }
}
