namespace Saker.Learning.Drift.Measures;

/// <summary>
/// The distribution of the statistic of Kolmogorov for one sample of n numbers. Which formula answers where follows Simard and L'Ecuyer,
/// "Computing the two-sided Kolmogorov-Smirnov distribution" (2011).
/// </summary>
internal static class KolmogorovDistribution
{
    private const int MaxMatrixCount = 140;
    private const double MaxMatrixSquare = 4;
    private const double MaxMatrixReach = 1.4;
    private const double MinTwiceOneSided = 2.2;
    private const double Impossible = 370;

    // From here on the closed form is within 1e-9 of the sum, which would take too long.
    private const int MaxSummedCount = 100_000;

    /// <summary>The chance of a statistic of at least <paramref name="gap"/>.</summary>
    /// <param name="gap">0 to 1.</param>
    /// <param name="count">Numbers in the sample, a whole number from 0.</param>
    public static double Above(double gap, double count)
    {
        var reach = count * gap;
        if (count < 1 || reach <= 0.5)
            return 1;
        if (gap >= 1)
            return 0;
        var square = reach * gap;
        if (square >= Impossible)
            return 0;
        if (gap >= 0.5 || square >= (count <= MaxMatrixCount ? MaxMatrixSquare : MinTwiceOneSided))
            return Math.Clamp(2 * OneSided(count, gap), 0, 1);
        var isSmall = count <= MaxMatrixCount || (count <= MaxSummedCount && count * Math.Pow(gap, 1.5) <= MaxMatrixReach);
        return Math.Clamp(1 - (isSmall ? KolmogorovMatrix.Below((int)count, gap) : PelzGood.Below(count, gap)), 0, 1);
    }

    /// <summary>The exact sum of Birnbaum and Tingey (1951); for very many numbers the closed form of Maag and Dicaire (1971).</summary>
    private static double OneSided(double count, double gap)
    {
        if (count > MaxSummedCount)
        {
            var shifted = (6 * count * gap) + 1;
            return Math.Exp(-(shifted * shifted / 18 / count));
        }
        var sum = 0.0;
        var last = (int)Math.Floor(count * (1 - gap));
        // The logarithm of the binomial coefficient, term by term.
        var binomial = 0.0;
        for (var j = 0; j <= last; j++)
        {
            var rest = 1 - gap - (j / count);
            if (rest > 0)
                sum += Math.Exp(binomial + ((j - 1) * Math.Log(gap + (j / count))) + ((count - j) * Math.Log(rest)));
            binomial += Math.Log((count - j) / (j + 1));
        }
        return Math.Min(1, gap * sum);
    }
}
