using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>
/// The signed-rank test (Wilcoxon 1945). Differences of 0 are left out, as he did; equal sizes share their mean rank. Up to
/// <see cref="MaxExactCount"/> differences the distribution is computed exactly, over the ranks as they are with their ties; above that it is
/// the normal one with its variance corrected for ties, without a correction for continuity. Equal to <c>scipy.stats.wilcoxon</c>, which is
/// approximate where there are ties or zeros.
/// </summary>
public static class WilcoxonSignedRank
{
    /// <summary>The most differences whose distribution is computed exactly.</summary>
    public const int MaxExactCount = 50;

    /// <summary>The most differences: the interval orders the means of all their pairs.</summary>
    public const int MaxCount = 5_000;

    /// <summary>
    /// Tests whether differences lie as much above 0 as below. The statistic is the smaller of the two sums of ranks; the effect is the
    /// pseudo-median, the median of the means of all pairs (Hodges and Lehmann 1963), its interval the one that goes with the test.
    /// </summary>
    /// <param name="differences">1 to <see cref="MaxCount"/>, all finite.</param>
    /// <param name="level">Of the interval; it is unknown when so few differences cannot reach the level (95% needs six).</param>
    /// <exception cref="SakerException">There are none or too many differences, or one is not finite.</exception>
    public static PairedTest Compute(ReadOnlySpan<double> differences, double level = Interval.DefaultLevel)
    {
        Differences.Check(differences, 1, level);
        if (differences.Length > MaxCount)
            throw new SakerException(ErrorKind.InvalidInput, $"At most {MaxCount} differences can be ranked; got {differences.Length}.", "differences");
        var (sizes, signs) = WithoutZeros(differences);
        var pairMeans = PairMeans(differences);
        var effect = Median(pairMeans);
        var interval = IntervalOf(pairMeans, differences.Length, level);
        if (sizes.Length == 0)
            return new PairedTest(0, 1, effect, interval);
        var ranks = Midranks.Of(sizes);
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < ranks.Length; i++)
        {
            if (signs[i] > 0)
                above += ranks[i];
            else
                below += ranks[i];
        }
        var statistic = Math.Min(above, below);
        var p = sizes.Length <= MaxExactCount ? 2 * SignedRankDistribution.Of(ranks).AtMost(statistic) : Approximate(statistic, ranks);
        return new PairedTest(statistic, Math.Min(1, p), effect, interval);
    }

    private static (double[] Sizes, int[] Signs) WithoutZeros(ReadOnlySpan<double> differences)
    {
        var (sizes, signs) = (new List<double>(), new List<int>());
        foreach (var difference in differences)
        {
            if (difference == 0)
                continue;
            sizes.Add(Math.Abs(difference));
            signs.Add(Math.Sign(difference));
        }
        return ([.. sizes], [.. signs]);
    }

    private static double Approximate(double statistic, double[] ranks)
    {
        double count = ranks.Length;
        var ties = ranks.GroupBy(rank => rank).Sum(group => Math.Pow(group.Count(), 3) - group.Count());
        var deviation = Math.Sqrt(((count * (count + 1) * ((2 * count) + 1)) - (ties / 2)) / 24);
        return SpecialFunctions.Erfc(Math.Abs(statistic - (count * (count + 1) / 4)) / deviation / Math.Sqrt(2));
    }

    private static double[] PairMeans(ReadOnlySpan<double> differences)
    {
        var means = new double[differences.Length * (differences.Length + 1) / 2];
        var at = 0;
        for (var i = 0; i < differences.Length; i++)
            for (var j = i; j < differences.Length; j++)
                means[at++] = (differences[i] + differences[j]) / 2;
        Array.Sort(means);
        return means;
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>As many pair means are cut off at each end as the distribution without ties leaves in a tail of at most (1 - level) / 2.</summary>
    private static Interval IntervalOf(double[] pairMeans, int count, double level)
    {
        var tail = (1 - level) / 2;
        var cut = count <= MaxExactCount ? SignedRankDistribution.OfCount(count).LargestWithin(tail) : ApproximateCut(count, tail);
        return cut < 0 ? new Interval(double.NaN, double.NaN, level) : new Interval(pairMeans[cut], pairMeans[^(cut + 1)], level);
    }

    private static int ApproximateCut(double count, double tail)
    {
        var deviation = Math.Sqrt(count * (count + 1) * ((2 * count) + 1) / 24);
        return (int)Math.Floor((count * (count + 1) / 4) + (Normal.InvCDF(0, 1, tail) * deviation));
    }
}
