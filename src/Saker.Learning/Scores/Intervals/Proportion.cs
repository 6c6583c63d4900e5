using MathNet.Numerics.Distributions;

namespace Saker.Learning.Scores.Intervals;

/// <summary>Intervals of a share of rows.</summary>
public static class Proportion
{
    /// <summary>Wilson's score interval (1927), which stays inside [0, 1] and covers well where the share is near its ends (Brown, Cai and DasGupta 2001).</summary>
    /// <param name="hits">Rows that count, 0 to <paramref name="count"/>.</param>
    /// <param name="count">All rows.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <returns>Unknown when there are no rows.</returns>
    public static Interval Wilson(double hits, double count, double level)
    {
        if (count <= 0)
            return Interval.Unknown with { Level = level };
        var (low, high) = WilsonAt(hits, count, Normal.InvCDF(0, 1, (1 + level) / 2));
        return new Interval(low, high, level);
    }

    /// <summary>The same by how many standard deviations the share may be off.</summary>
    internal static (double Low, double High) WilsonAt(double hits, double count, double quantile)
    {
        var square = quantile * quantile;
        var share = hits / count;
        var middle = (share + (square / (2 * count))) / (1 + (square / count));
        var half = quantile / (1 + (square / count)) * Math.Sqrt((share * (1 - share) / count) + (square / (4 * count * count)));
        // At the ends the formula gives them but for rounding.
        return (hits == 0 ? 0 : Math.Max(0, middle - half), hits == count ? 1 : Math.Min(1, middle + half));
    }
}
