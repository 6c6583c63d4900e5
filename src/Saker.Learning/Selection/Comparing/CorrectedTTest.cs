using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>
/// The corrected resampled paired t-test (Nadeau and Bengio 2003): fold scores share training rows and so depend on each other; the variance of
/// their mean is taken as (1/folds + test rows / training rows) s² in place of s²/folds, with folds - 1 degrees of freedom. The plain paired
/// t-test calls far too many differences real.
/// </summary>
public static class CorrectedTTest
{
    /// <summary>Tests whether the mean difference is 0; the effect is that mean.</summary>
    /// <param name="differences">One per fold, at least two, all finite.</param>
    /// <param name="testTrainRatio">Test rows over training rows of a fold, 0.25 for 5 folds; 0 gives the plain paired t-test.</param>
    /// <param name="level">Of the interval, above 0 and below 1.</param>
    /// <exception cref="SakerException">There are fewer than two differences, one is not finite, or a setting is out of range.</exception>
    public static PairedTest Compute(ReadOnlySpan<double> differences, double testTrainRatio, double level = Interval.DefaultLevel)
    {
        Differences.Check(differences, 2, level);
        if (!(testTrainRatio >= 0) || double.IsInfinity(testTrainRatio))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The ratio of test rows to training rows must be 0 or more; got {testTrainRatio}."), "testTrainRatio");
        var mean = 0.0;
        foreach (var difference in differences)
            mean += difference / differences.Length;
        var squares = 0.0;
        foreach (var difference in differences)
            squares += (difference - mean) * (difference - mean);
        var freedom = differences.Length - 1;
        var error = Math.Sqrt(((1.0 / differences.Length) + testTrainRatio) * squares / freedom);
        // Differences that are all alike have no spread to hold them against: all 0 is no difference, anything else a certain one.
        if (error == 0)
            return new PairedTest(mean == 0 ? 0 : mean > 0 ? double.PositiveInfinity : double.NegativeInfinity, mean == 0 ? 1 : 0, mean, new Interval(mean, mean, level));
        var statistic = mean / error;
        var reach = StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) * error;
        return new PairedTest(statistic, TwoSided(statistic, freedom), mean, new Interval(mean - reach, mean + reach, level));
    }

    // Both tails of Student's distribution as one incomplete beta function, exact far out too.
    private static double TwoSided(double statistic, int freedom) =>
        SpecialFunctions.BetaRegularized(freedom / 2.0, 0.5, freedom / (freedom + (statistic * statistic)));
}
