namespace Saker.Learning.Drift.Measures;

/// <summary>
/// The two-sample test of Kolmogorov and Smirnov, two-sided, equal to <c>scipy.stats.ks_2samp</c>: exact up to 10,000 numbers a side, above that by
/// the distribution of one sample of the effective size n m / (n + m).
/// </summary>
internal static class KolmogorovSmirnov
{
    /// <summary>The most numbers of the larger side for which the chance is counted exactly.</summary>
    public const int MaxExactCount = 10_000;

    // The chance is below e^-60 = 1e-26 then, and counting paths tells no more than its bound.
    private const double CertainExponent = 30;

    public static DriftTest Test(SortedNumbers reference, SortedNumbers current) => Test(SampleGaps.Of(reference, current).Largest, reference.Count, current.Count);

    /// <summary>Of a statistic that is known.</summary>
    public static DriftTest Test(double largestGap, long referenceCount, long currentCount) =>
        double.IsNaN(largestGap) ? DriftTest.None : new DriftTest(largestGap, PValue(largestGap, referenceCount, currentCount));

    private static double PValue(double gap, long one, long other)
    {
        var effective = (double)one * other / (one + other);
        if (Math.Max(one, other) <= MaxExactCount && gap * gap * effective < CertainExponent)
            return LatticePaths.ChanceOfReaching(gap, (int)one, (int)other);
        return KolmogorovDistribution.Above(gap, Math.Round(effective));
    }
}
