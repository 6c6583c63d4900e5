namespace Saker.Learning.Drift.Measures;

/// <summary>Whether a share of rows changed: exactly where it concerns few rows, else by the z-test.</summary>
internal static class Shares
{
    // Rows in all up to which the exact test takes no time; the z-test is good long before.
    private const long MaxExactCount = 1_000;

    public static double PValue(long referenceCount, long referenceTotal, long currentCount, long currentTotal)
    {
        if (referenceTotal == 0 || currentTotal == 0)
            return double.NaN;
        var both = referenceCount + currentCount;
        if (both == 0 || both == referenceTotal + currentTotal)
            return 1;
        if (both <= MaxExactCount)
            return Fisher.PValue(referenceCount, referenceTotal, currentCount, currentTotal);
        var others = referenceTotal + currentTotal - both;
        return others <= MaxExactCount
            ? Fisher.PValue(referenceTotal - referenceCount, referenceTotal, currentTotal - currentCount, currentTotal)
            : ChiSquared.TwoShares(referenceCount, referenceTotal, currentCount, currentTotal).PValue;
    }

    /// <summary>
    /// How likely so many of the current numbers lie above all of the reference, when both come from one distribution: the largest ones of both
    /// sides together would all have to be current ones.
    /// </summary>
    public static double Beyond(long count, long referenceTotal, long currentTotal)
    {
        var chance = 1.0;
        for (var i = 0L; i < count && chance > 1e-300; i++)
            chance *= (double)(currentTotal - i) / (referenceTotal + currentTotal - i);
        return chance;
    }
}
