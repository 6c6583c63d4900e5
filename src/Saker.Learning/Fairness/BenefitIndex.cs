using MathNet.Numerics.Distributions;
using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>The Theil index of benefits b = yhat - y + 1 (Speicher et al. 2018), as AIF360 has it: generalised entropy with alpha 1.</summary>
internal static class BenefitIndex
{
    /// <summary>
    /// A benefit is 0, 1 or 2, so the index is a function of the shares of ones and twos, 2 ln 2 p2 / mu - ln mu with mu = p1 + 2 p2; its interval is by
    /// the delta method on them. NaN when nobody has a benefit.
    /// </summary>
    public static (double Value, Interval Interval) Of(Outcomes all, double level)
    {
        var n = (double)all.RowCount;
        var ones = (all.TruePositives + all.TrueNegatives) / n;
        var twos = all.FalsePositives / n;
        var mean = ones + 2 * twos;
        if (!(mean > 0))
            return (double.NaN, new Interval(double.NaN, double.NaN, level));
        var doubled = 2 * Math.Log(2);
        var value = doubled * twos / mean - Math.Log(mean);
        // 1. The slopes along both shares. 2. Their covariance, multinomial. 3. No index is below 0.
        var alongOnes = -doubled * twos / (mean * mean) - 1 / mean;
        var alongTwos = doubled * (mean - 2 * twos) / (mean * mean) - 2 / mean;
        var centre = alongOnes * ones + alongTwos * twos;
        var variance = (alongOnes * alongOnes * ones + alongTwos * alongTwos * twos - centre * centre) / n;
        var half = Normal.InvCDF(0, 1, 0.5 + level / 2) * Math.Sqrt(Math.Max(0, variance));
        // Rounding may leave a hair below 0 where all benefits are equal.
        value = Math.Max(0, value);
        return (value, new Interval(Math.Max(0, value - half), value + half, level));
    }
}
