using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Requests by how long they took, in buckets of which eight are a doubling. Immutable.</summary>
public sealed class LatencyCounts
{
    private readonly long[] _counts;

    /// <param name="counts">Requests in each bucket, at most <see cref="LatencyBuckets.Count"/>; further ones are 0.</param>
    internal LatencyCounts(ReadOnlySpan<long> counts)
    {
        _counts = counts.TrimEnd(0).ToArray();
        foreach (var count in _counts)
            Count += count;
    }

    public static LatencyCounts None { get; } = new([]);

    /// <summary>Requests.</summary>
    public long Count { get; }

    /// <summary>Requests in each bucket, the fastest first, up to the last that has any.</summary>
    internal ReadOnlySpan<long> Counts => _counts;

    /// <summary>The latency in milliseconds, within 7%, that a share of the requests did not exceed; null without requests.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double? Quantile(double share) => LatencyBuckets.Quantile(_counts, share);

    /// <summary>The requests of both.</summary>
    public static LatencyCounts operator +(LatencyCounts left, LatencyCounts right)
    {
        var (longer, shorter) = left._counts.Length >= right._counts.Length ? (left._counts, right._counts) : (right._counts, left._counts);
        var sum = (long[])longer.Clone();
        for (var i = 0; i < shorter.Length; i++)
            sum[i] += shorter[i];
        return new LatencyCounts(sum);
    }
}
