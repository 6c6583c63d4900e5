using MathNet.Numerics.Distributions;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>Two shares of the same rows, by the rows on which they differ.</summary>
internal static class McNemar
{
    /// <summary>The exact two-sided p-value: twice the binomial tail of the smaller count among both, at most 1.</summary>
    public static double PValueOf(int first, int second) =>
        first == second ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, first + second, Math.Min(first, second)));

    /// <summary>Of the difference of the shares, (first - second) / rows: Wald's with one row added to each count (Bonett and Price 2012).</summary>
    public static Interval IntervalOf(int first, int second, int rowCount, double level)
    {
        var (a, b) = ((first + 1.0) / (rowCount + 2), (second + 1.0) / (rowCount + 2));
        var middle = a - b;
        var reach = Normal.InvCDF(0, 1, (1 + level) / 2) * Math.Sqrt((a + b - (middle * middle)) / (rowCount + 2));
        return new Interval(Math.Max(-1, middle - reach), Math.Min(1, middle + reach), level);
    }
}
