namespace Saker.Platform.Serving.Statistics;

/// <summary>How long a stage took, by bucket, from any thread.</summary>
internal sealed class StageLatencies
{
    private readonly long[] _counts = new long[LatencyBuckets.Count];

    public void Add(long nanoseconds) => Interlocked.Increment(ref _counts[LatencyBuckets.IndexOf(nanoseconds)]);

    public void Clear() => Array.Clear(_counts);

    public StagePercentiles ToPercentiles()
    {
        Span<long> counts = stackalloc long[LatencyBuckets.Count];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = Volatile.Read(ref _counts[i]);
        return new StagePercentiles(LatencyBuckets.Quantile(counts, 0.50), LatencyBuckets.Quantile(counts, 0.95), LatencyBuckets.Quantile(counts, 0.99));
    }
}
