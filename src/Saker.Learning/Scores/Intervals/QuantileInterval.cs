using MathNet.Numerics.Distributions;

namespace Saker.Learning.Scores.Intervals;

/// <summary>The interval of a quantile between two of the ordered values, free of any distribution (Thompson 1936).</summary>
public static class QuantileInterval
{
    /// <param name="values">One per independent unit; kept as they are.</param>
    /// <param name="share">Which quantile, above 0 and below 1: 0.5 is the median.</param>
    /// <param name="level">Above 0 and below 1; it covers at least this.</param>
    /// <returns>Unknown when there are too few values for that level.</returns>
    public static Interval Of(ReadOnlySpan<double> values, double share, double level)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var tail = (1 - level) / 2;
        var (low, high) = (-1, sorted.Length);
        // The k-th smallest value lies above the quantile when fewer than k values lie below it, which is binomial.
        for (var below = 0; below < sorted.Length && Binomial.CDF(share, sorted.Length, below) <= tail; below++)
            low = below;
        for (var above = sorted.Length - 1; above >= 0 && 1 - Binomial.CDF(share, sorted.Length, above) <= tail; above--)
            high = above;
        return low < 0 || high >= sorted.Length ? Interval.Unknown with { Level = level } : new Interval(sorted[low], sorted[high], level);
    }
}
