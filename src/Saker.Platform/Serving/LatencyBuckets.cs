using System.Numerics;

namespace Saker.Platform.Serving;

/// <summary>
/// Fixed buckets for latencies from a nanosecond to minutes: eight for every doubling, so that a bucket is at most 12.5% wide
/// and its middle at most 6.7% off.
/// </summary>
internal static class LatencyBuckets
{
    private const int SubBits = 3;
    private const int SubCount = 1 << SubBits;

    /// <summary>2^38 ns, about 4.6 minutes; what is slower counts there.</summary>
    private const int MaxExponent = 38;

    public const int Count = (MaxExponent - SubBits + 1) * SubCount;

    public static int IndexOf(long nanoseconds)
    {
        var value = (ulong)Math.Max(nanoseconds, 1);
        if (value < SubCount)
            return (int)value;
        var exponent = BitOperations.Log2(value);
        var index = ((exponent - SubBits + 1) << SubBits) + (int)(value >> (exponent - SubBits)) - SubCount;
        return Math.Min(index, Count - 1);
    }

    /// <summary>The least that counts in a bucket.</summary>
    public static long LeastNanosecondsOf(int index) => index < SubCount ? index : (long)((index & (SubCount - 1)) + SubCount) << ((index >> SubBits) - 1);

    /// <summary>The middle of a bucket in milliseconds.</summary>
    public static double MillisecondsOf(int index)
    {
        if (index < SubCount)
            return index / 1e6;
        var exponent = (index >> SubBits) - 1;
        return Math.ScaleB((index & (SubCount - 1)) + SubCount + 0.5, exponent) / 1e6;
    }

    /// <summary>The latency that a share of the requests did not exceed; null without requests.</summary>
    /// <param name="counts">Requests per bucket.</param>
    /// <param name="share">Between 0 and 1.</param>
    public static double? Quantile(ReadOnlySpan<long> counts, double share)
    {
        long total = 0;
        foreach (var count in counts)
            total += count;
        if (total == 0)
            return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        var index = 0;
        for (var seen = counts[0]; seen < rank; seen += counts[index])
            index++;
        return MillisecondsOf(index);
    }
}
