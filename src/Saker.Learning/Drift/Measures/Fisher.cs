using MathNet.Numerics;

namespace Saker.Learning.Drift.Measures;

/// <summary>Whether two shares differ, exactly: the chance of tables as unlikely as the one at hand, given its margins (Fisher 1935). Equal to <c>scipy.stats.fisher_exact</c>, two-sided.</summary>
internal static class Fisher
{
    // Tables of the same chance differ by rounding.
    private const double Tolerance = 1e-7;

    /// <summary>Takes as many steps as the smaller margin has rows, so it is for rare things.</summary>
    public static double PValue(long referenceCount, long referenceTotal, long currentCount, long currentTotal)
    {
        var both = referenceCount + currentCount;
        var first = Math.Max(0, both - referenceTotal);
        var last = Math.Min(both, currentTotal);
        var whole = LogChoose(referenceTotal + currentTotal, both);
        var own = Chance(currentCount);
        var sum = 0.0;
        for (var count = first; count <= last; count++)
            if (Chance(count) is var chance && chance <= own * (1 + Tolerance))
                sum += chance;
        return Math.Min(1, sum);

        double Chance(long count) => Math.Exp(LogChoose(currentTotal, count) + LogChoose(referenceTotal, both - count) - whole);
    }

    private static double LogChoose(long of, long count) => SpecialFunctions.GammaLn(of + 1.0) - SpecialFunctions.GammaLn(count + 1.0) - SpecialFunctions.GammaLn(of - count + 1.0);
}
