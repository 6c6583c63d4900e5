using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift.Measures;

namespace Saker.Learning.Drift;

/// <summary>
/// Distances and tests between two sides: exact ones over their numbers or counts. What profiles alone tell is in <see cref="ProfileDistance"/>. Numbers come as
/// <see cref="SortedNumbers"/>, so that several measures share one sort; counts are of the same bins or categories in the same order.
/// </summary>
public static class DriftMeasures
{
    /// <summary>Two-sample Kolmogorov-Smirnov, two-sided: the largest difference of the shares up to a value, 0 to 1. The p-value is exact up to 10,000 numbers a side.</summary>
    public static DriftTest KolmogorovSmirnovTest(SortedNumbers reference, SortedNumbers current) => KolmogorovSmirnov.Test(reference, current);

    /// <summary>The same of a statistic that is known already, of a sketch say.</summary>
    /// <param name="largestGap">0 to 1.</param>
    /// <param name="referenceCount">Numbers of the reference.</param>
    /// <param name="currentCount">Numbers that are compared with it.</param>
    public static DriftTest KolmogorovSmirnovTest(double largestGap, long referenceCount, long currentCount) => KolmogorovSmirnov.Test(largestGap, referenceCount, currentCount);

    /// <summary>k-sample Anderson-Darling by midranks: the standardised statistic, and the p-value of the published table, from 0.001 to 0.25, as scipy has it. <see cref="DriftComparer"/> goes on below 0.001.</summary>
    /// <exception cref="SakerException">There are fewer than two samples, one is empty, or all numbers are equal.</exception>
    public static DriftTest AndersonDarlingTest(params IReadOnlyList<SortedNumbers> samples) => AndersonDarling.Test(samples);

    /// <summary>Two-sample Cramér-von Mises with the p-value of its limit.</summary>
    public static DriftTest CramerVonMisesTest(SortedNumbers reference, SortedNumbers current) => CramerVonMises.Test(reference, current);

    /// <summary>Chi-squared on two rows of counts, without a correction for continuity.</summary>
    public static DriftTest ChiSquaredTest(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => ChiSquared.Contingency(reference, current);

    /// <summary>Chi-squared of counts against given shares.</summary>
    public static DriftTest GoodnessOfFitTest(ReadOnlySpan<double> shares, ReadOnlySpan<double> counts) => ChiSquared.GoodnessOfFit(shares, counts);

    /// <summary>Pooled z-test of two shares.</summary>
    public static DriftTest TwoSharesTest(double referenceCount, double referenceTotal, double currentCount, double currentTotal) =>
        ChiSquared.TwoShares(referenceCount, referenceTotal, currentCount, currentTotal);

    /// <summary>Wasserstein distance of order 1, in the unit of the numbers.</summary>
    public static double Wasserstein(SortedNumbers reference, SortedNumbers current) => SampleGaps.Of(reference, current).Area;

    /// <summary>Energy distance: the square root of twice the integral of the squared difference of the distribution functions, as scipy has it.</summary>
    public static double Energy(SortedNumbers reference, SortedNumbers current) => Math.Sqrt(2 * SampleGaps.Of(reference, current).SquaredArea);

    /// <summary>Population stability index over bins by quantiles of the reference; see <see cref="ProfileDistance"/>.</summary>
    /// <param name="reference">What gives the bins.</param>
    /// <param name="current">What is compared with it.</param>
    /// <param name="maxBins">From 2.</param>
    public static double Psi(SortedNumbers reference, SortedNumbers current, int maxBins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBins, 2);
        var edges = NumberBins.EdgesOf(reference, maxBins);
        return Psi(NumberBins.Counts(reference, edges), NumberBins.Counts(current, edges));
    }

    /// <summary>Population stability index of counts; a bin without rows counts half a row.</summary>
    public static double Psi(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => ProfileDistance.Psi(reference, current);

    /// <summary>Jensen-Shannon distance in nats, 0 to 0.833.</summary>
    public static double JensenShannon(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => CountDistances.JensenShannon(reference, current);

    /// <summary>Kullback-Leibler divergence of the current shares from the reference's, in nats; infinite when a value is new.</summary>
    public static double KullbackLeibler(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => CountDistances.KullbackLeibler(reference, current);

    /// <summary>Hellinger distance, 0 to 1.</summary>
    public static double Hellinger(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => CountDistances.Hellinger(reference, current);

    /// <summary>Total variation: the share of rows that would have to change their value to make both sides alike, 0 to 1.</summary>
    public static double TotalVariation(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => CountDistances.TotalVariation(reference, current);
}
