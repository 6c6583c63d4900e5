namespace Saker.Platform.Serving;

/// <summary>The requests that ended within one second, counted from any thread.</summary>
internal sealed class TrafficSecond(long second)
{
    private readonly int[] _latencies = new int[LatencyBuckets.Count];
    private long _requests;
    private long _rows;
    private long _errors;

    /// <summary>Seconds since 1970.</summary>
    public long Second => second;

    public long RequestCount => Volatile.Read(ref _requests);

    public void Add(TimeSpan latency, int rows, bool failed)
    {
        Interlocked.Increment(ref _latencies[LatencyBuckets.IndexOf(latency.Ticks * TimeSpan.NanosecondsPerTick)]);
        Interlocked.Increment(ref _requests);
        if (failed)
            Interlocked.Increment(ref _errors);
        else
            Interlocked.Add(ref _rows, rows);
    }

    /// <summary>Adds the requests per latency bucket.</summary>
    public void AddLatenciesTo(Span<long> counts)
    {
        for (var i = 0; i < _latencies.Length; i++)
            counts[i] += Volatile.Read(ref _latencies[i]);
    }

    public TrafficPoint ToPoint()
    {
        Span<long> counts = stackalloc long[LatencyBuckets.Count];
        counts.Clear();
        AddLatenciesTo(counts);
        return new TrafficPoint(DateTimeOffset.FromUnixTimeSeconds(second), RequestCount, Volatile.Read(ref _rows), Volatile.Read(ref _errors), LatencyBuckets.Quantile(counts, 0.95))
        {
            P50Milliseconds = LatencyBuckets.Quantile(counts, 0.50),
            P99Milliseconds = LatencyBuckets.Quantile(counts, 0.99),
        };
    }
}
