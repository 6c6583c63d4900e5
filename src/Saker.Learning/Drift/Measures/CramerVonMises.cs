using MathNet.Numerics;

namespace Saker.Learning.Drift.Measures;

/// <summary>
/// The two-sample test of Cramér and von Mises by midranks (Anderson 1962). Equal to <c>scipy.stats.cramervonmises_2samp(method="asymptotic")</c>: the p-value is that of
/// the limit, which is close from some 20 numbers a side on.
/// </summary>
internal static class CramerVonMises
{
    private const int Terms = 20;

    // The limit's chance is below 1e-12 beyond.
    private const double Certain = 12;

    public static DriftTest Test(SortedNumbers reference, SortedNumbers current)
    {
        if (reference.Count == 0 || current.Count == 0)
            return DriftTest.None;
        double n = reference.Count, m = current.Count;
        var u = (n * RankSquares(reference.Values, current.Values)) + (m * RankSquares(current.Values, reference.Values));
        var product = n * m;
        var total = n + m;
        var statistic = (u / (product * total)) - (((4 * product) - 1) / (6 * total));
        var mean = (1 + (1 / total)) / 6;
        var variance = (total + 1) * ((4 * product * total) - (3 * ((n * n) + (m * m))) - (2 * product)) / (45 * total * total * 4 * product);
        var limit = (1.0 / 6) + ((statistic - mean) / Math.Sqrt(45 * variance));
        return new DriftTest(statistic, Above(limit));
    }

    /// <summary>The sum of squares of how far the rank among both is from the rank among one's own.</summary>
    private static double RankSquares(ReadOnlySpan<double> own, ReadOnlySpan<double> other)
    {
        var (sum, below) = (0.0, 0);
        for (var start = 0; start < own.Length;)
        {
            var end = start + 1;
            while (end < own.Length && own[end] == own[start])
                end++;
            while (below < other.Length && other[below] < own[start])
                below++;
            var upTo = below;
            while (upTo < other.Length && other[upTo] == own[start])
                upTo++;
            var rank = ((start + end + 1) / 2.0) + ((below + upTo) / 2.0);
            for (var i = start; i < end; i++)
                sum += (rank - (i + 1)) * (rank - (i + 1));
            start = end;
        }
        return sum;
    }

    /// <summary>Anderson and Darling (1952), formula 4.35, as a sum of Bessel functions.</summary>
    private static double Above(double limit)
    {
        if (limit < 0.003)
            return 1;
        if (limit > Certain)
            return 0;
        var below = 0.0;
        for (var k = 0; k < Terms; k++)
        {
            var y = (4.0 * k) + 1;
            var q = y * y / (16 * limit);
            if (q > 500)
                break;
            var ratio = Math.Exp(SpecialFunctions.GammaLn(k + 0.5) - SpecialFunctions.GammaLn(k + 1)) / (Math.Pow(Math.PI, 1.5) * Math.Sqrt(limit));
            below += ratio * Math.Sqrt(y) * Math.Exp(-q) * SpecialFunctions.BesselK(0.25, q);
        }
        return Math.Clamp(1 - below, 0, 1);
    }
}
