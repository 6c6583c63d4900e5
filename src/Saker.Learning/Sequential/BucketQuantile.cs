using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>Quantiles of histograms whose bucket i begins at 2^(i / buckets per doubling).</summary>
internal static class BucketQuantile
{
    /// <summary>As if values lay evenly over the logarithms of their bucket; NaN without values.</summary>
    public static double Of(List<long> counts, double share, int bucketsPerDoubling)
    {
        var all = Sum(counts);
        if (all == 0)
            return double.NaN;
        var rank = share * all;
        var before = 0.0;
        var bucket = 0;
        while (before + counts[bucket] < rank)
            before += counts[bucket++];
        return Math.Pow(2, (bucket + ((rank - before) / Math.Max(1, counts[bucket]))) / bucketsPerDoubling);
    }

    /// <summary>All intervals of growing histograms together hold the quantile with the level's probability. Ends are those of buckets; 0 and infinity where there are too few values.</summary>
    public static Interval IntervalOf(List<long> counts, double share, int bucketsPerDoubling, double level, double designEffect = 1)
    {
        var all = Sum(counts);
        // So many requests tell as much as a fraction of them that are independent.
        var independent = (long)(all / designEffect);
        var (least, most) = BinomialSequence.HitsOf(independent, share, level);
        (least, most) = ((long)(least * designEffect), most == independent ? all : (long)Math.Ceiling(most * designEffect));
        // At least so many values lie up to the quantile, and at most so many.
        var (low, high) = (0.0, double.PositiveInfinity);
        var before = 0L;
        for (var bucket = 0; bucket < counts.Count; bucket++)
        {
            if (least > before && least <= before + counts[bucket])
                low = Math.Pow(2, (double)bucket / bucketsPerDoubling);
            if (most < all && most + 1 > before && most + 1 <= before + counts[bucket])
                high = Math.Pow(2, (bucket + 1.0) / bucketsPerDoubling);
            before += counts[bucket];
        }
        return new Interval(low, high, level);
    }

    private static long Sum(List<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
            sum += count;
        return sum;
    }
}
