namespace Saker.Platform.Serving.Statistics;

/// <summary>
/// How long something took, from any thread, without a lock: in buckets whose bounds are round seconds, so that an objective such as 100 ms can
/// be read off exactly. The finer <see cref="LatencyBuckets"/> find the bucket in one step.
/// </summary>
public sealed class LatencyHistogram
{
    private static readonly long[] s_nanoseconds =
    [
        50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000, 500_000_000,
        1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000, 30_000_000_000,
    ];

    // No fine bucket holds two bounds, for these are at least twice apart: it leads to one bucket or the next.
    private static readonly byte[] s_first = [.. Enumerable.Range(0, LatencyBuckets.Count).Select(index => (byte)FirstOf(LatencyBuckets.LeastNanosecondsOf(index)))];

    private readonly long[] _counts = new long[s_nanoseconds.Length + 1];
    private long _sum;

    /// <summary>The largest value of each bucket but the last, in seconds.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [.. s_nanoseconds.Select(bound => bound / 1e9)];

    /// <summary>The bucket that a duration belongs to: the first whose bound it does not exceed.</summary>
    public static int BucketOf(long nanoseconds)
    {
        var bucket = s_first[LatencyBuckets.IndexOf(nanoseconds)];
        return bucket < s_nanoseconds.Length && nanoseconds > s_nanoseconds[bucket] ? bucket + 1 : bucket;
    }

    /// <summary>Counts one.</summary>
    /// <returns>Its bucket.</returns>
    public int Add(long nanoseconds)
    {
        var bucket = BucketOf(nanoseconds);
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sum, nanoseconds);
        return bucket;
    }

    /// <param name="exemplars">One of each bucket; null for none.</param>
    public HistogramSnapshot ToSnapshot(IReadOnlyList<LatencyExemplar?>? exemplars = null)
    {
        var counts = new long[_counts.Length];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = Volatile.Read(ref _counts[i]);
        return new HistogramSnapshot(Bounds, counts, Volatile.Read(ref _sum) / 1e9, exemplars ?? []);
    }

    private static int FirstOf(long nanoseconds)
    {
        var first = 0;
        while (first < s_nanoseconds.Length && s_nanoseconds[first] < nanoseconds)
            first++;
        return first;
    }
}
