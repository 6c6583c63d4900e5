using MathNet.Numerics;

namespace Saker.Learning.Drift.Measures;

/// <summary>Pearson's tests on counts, and the z-test of two shares. None corrects for continuity.</summary>
internal static class ChiSquared
{
    /// <summary>Whether two rows of counts have the same shares, with one degree of freedom less than there are columns with counts. Equal to <c>scipy.stats.chi2_contingency(correction=False)</c>.</summary>
    public static DriftTest Contingency(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        CountDistances.RequireAlike(reference, current);
        var (left, right) = (CountDistances.Sum(reference), CountDistances.Sum(current));
        if (left == 0 || right == 0)
            return DriftTest.None;
        var (statistic, used) = (0.0, 0);
        for (var i = 0; i < reference.Length; i++)
        {
            var both = reference[i] + current[i];
            if (both == 0)
                continue;
            used++;
            var expected = both * (left / (left + right));
            var off = reference[i] - expected;
            statistic += (off * off / expected) + (off * off / (both - expected));
        }
        return used < 2 ? new DriftTest(0, 1) : Of(statistic, used - 1);
    }

    /// <summary>Whether counts have given shares. Equal to <c>scipy.stats.chisquare</c>.</summary>
    /// <param name="shares">0 or more each; their sum is taken for the whole.</param>
    /// <param name="counts">As many.</param>
    public static DriftTest GoodnessOfFit(ReadOnlySpan<double> shares, ReadOnlySpan<double> counts)
    {
        CountDistances.RequireAlike(shares, counts);
        var (whole, total) = (CountDistances.Sum(shares), CountDistances.Sum(counts));
        if (whole == 0 || total == 0)
            return DriftTest.None;
        var (statistic, used) = (0.0, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            var expected = shares[i] / whole * total;
            if (expected == 0 && counts[i] == 0)
                continue;
            used++;
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return used < 2 ? new DriftTest(0, 1) : Of(statistic, used - 1);
    }

    /// <summary>Whether two shares differ, by the pooled z-test; the statistic is z, positive when the current share is the larger one.</summary>
    public static DriftTest TwoShares(double referenceCount, double referenceTotal, double currentCount, double currentTotal)
    {
        if (referenceTotal == 0 || currentTotal == 0)
            return DriftTest.None;
        var pooled = (referenceCount + currentCount) / (referenceTotal + currentTotal);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1 / referenceTotal) + (1 / currentTotal)));
        if (error == 0)
            return new DriftTest(0, 1);
        var z = ((currentCount / currentTotal) - (referenceCount / referenceTotal)) / error;
        return new DriftTest(z, SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2)));
    }

    private static DriftTest Of(double statistic, int freedom) =>
        new(statistic, double.IsPositiveInfinity(statistic) ? 0 : statistic <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2));
}
