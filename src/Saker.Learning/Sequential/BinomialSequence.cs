using MathNet.Numerics;
using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Shares and hits that go together at all times: the likelihood ratio of a beta mixture against a share is a nonnegative martingale under it (Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021),
/// so it ever reaches 1/a with a chance of at most a.
/// </summary>
internal static class BinomialSequence
{
    // As much as is known beforehand of the share: about so many hits and so many misses, the rarer of the two.
    private const double Known = 2;

    /// <summary>The hits that a share does not refute.</summary>
    public static (long Least, long Most) HitsOf(long count, double share, double level)
    {
        if (count == 0)
            return (0, 0);
        var limit = -Math.Log(1 - level);
        var prior = Known / Math.Min(share, 1 - share);
        var (a, b) = (share * prior, (1 - share) * prior);
        var middle = (long)Math.Round(share * count);
        return (First(0, middle), Last(middle, count));

        bool Fits(long hits) => LogRatio(count, hits, share, a, b) < limit;

        long First(long low, long high)
        {
            while (low < high)
            {
                var half = low + ((high - low) / 2);
                (low, high) = Fits(half) ? (low, half) : (half + 1, high);
            }
            return low;
        }

        long Last(long low, long high)
        {
            while (low < high)
            {
                var half = low + ((high - low + 1) / 2);
                (low, high) = Fits(half) ? (half, high) : (low, half - 1);
            }
            return low;
        }
    }

    /// <summary>The shares that hits do not refute.</summary>
    public static Interval SharesOf(HitCounts counts, double level)
    {
        var (hits, misses) = (counts.Hits, counts.Count - counts.Hits);
        if (counts.Count == 0)
            return new Interval(0, 1, level);
        // The mixture is over Beta(1/2, 1/2), whatever the share.
        var mixture = SpecialFunctions.BetaLn(hits + 0.5, misses + 0.5) - SpecialFunctions.BetaLn(0.5, 0.5);
        var limit = -Math.Log(1 - level);
        var top = counts.Share;
        return new Interval(hits == 0 ? 0 : Root(0, top), misses == 0 ? 1 : Root(1, top), level);

        double Root(double outside, double inside)
        {
            for (var step = 0; step < 60; step++)
            {
                var middle = (outside + inside) / 2;
                if (mixture - LogLikelihood(hits, misses, middle) >= limit)
                    outside = middle;
                else
                    inside = middle;
            }
            return outside;
        }
    }

    private static double LogRatio(long count, long hits, double share, double a, double b) =>
        SpecialFunctions.BetaLn(a + hits, b + count - hits) - SpecialFunctions.BetaLn(a, b) - LogLikelihood(hits, count - hits, share);

    private static double LogLikelihood(long hits, long misses, double share) => (hits == 0 ? 0 : hits * Math.Log(share)) + (misses == 0 ? 0 : misses * Math.Log(1 - share));
}
