using System.Numerics;
using MathNet.Numerics;

namespace Saker.Learning.Sequential;

/// <summary>
/// The distribution of the candidate's hits in a block of which it is known how many requests each arm had and how many hits there were:
/// hypergeometric when both arms have the same odds, and Fisher's noncentral one (1935) when they differ by a factor.
/// </summary>
internal static class TiltedHypergeometric
{
    // Up to so many counts on either side of the mode, powers of any odds ratio of a grid (at most e^3.4) stay finite.
    private const long MaxSide = 200;

    private const double Negligible = 1e-18;

    /// <summary>Adds ln E[odds^x] to each sum, x having the central distribution.</summary>
    /// <param name="candidateCount">Requests of the candidate, at least 1.</param>
    /// <param name="controlCount">Requests of the control, at least 1.</param>
    /// <param name="hits">Of both arms.</param>
    /// <param name="logOdds">Logarithms of odds ratios, -3.4 to 3.4.</param>
    /// <param name="odds">Their exponentials.</param>
    /// <param name="sums">As many; each takes its logarithm.</param>
    public static void AddLogNormalisers(long candidateCount, long controlCount, long hits, ReadOnlySpan<double> logOdds, ReadOnlySpan<double> odds, Span<double> sums)
    {
        if (hits == 0)
            return;
        var (least, most) = (Math.Max(0, hits - controlCount), Math.Min(hits, candidateCount));
        var mode = Math.Clamp((long)((candidateCount + 1.0) * (hits + 1.0) / (candidateCount + controlCount + 2.0)), least, most);
        if (Math.Max(mode - least, most - mode) > MaxSide)
            AddLarge(candidateCount, controlCount, hits, mode, logOdds, sums);
        else
            AddSmall(candidateCount, controlCount, hits, mode, (int)(mode - least), (int)(most - mode), logOdds, odds, sums);
    }

    // A polynomial in the odds ratio above the mode and one in its inverse below, both by Horner's rule for all odds ratios side by side.
    private static void AddSmall(long candidateCount, long controlCount, long hits, long mode, int below, int above, ReadOnlySpan<double> logOdds, ReadOnlySpan<double> odds, Span<double> sums)
    {
        Span<double> weights = stackalloc double[below + above + 1];
        var total = Weigh(candidateCount, controlCount, hits, mode, below, weights);
        var shift = Math.Log(total);
        var width = Vector<double>.Count;
        var at = 0;
        Span<double> lanes = stackalloc double[width];
        for (; at + width <= odds.Length; at += width)
        {
            var ratio = new Vector<double>(odds[at..]);
            var inverse = Vector<double>.One / ratio;
            var (up, down) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var i = below + above; i > below; i--)
                up = (up + new Vector<double>(weights[i])) * ratio;
            for (var i = 0; i < below; i++)
                down = (down + new Vector<double>(weights[i])) * inverse;
            (up + down + new Vector<double>(weights[below])).CopyTo(lanes);
            for (var lane = 0; lane < width; lane++)
                sums[at + lane] += (mode * logOdds[at + lane]) + Math.Log(lanes[lane]) - shift;
        }
        for (; at < odds.Length; at++)
        {
            var (up, down) = (0.0, 0.0);
            for (var i = below + above; i > below; i--)
                up = (up + weights[i]) * odds[at];
            for (var i = 0; i < below; i++)
                down = (down + weights[i]) / odds[at];
            sums[at] += (mode * logOdds[at]) + Math.Log(up + down + weights[below]) - shift;
        }
    }

    /// <summary>The central distribution up to a factor, 1 at the mode; gives the sum.</summary>
    private static double Weigh(long candidateCount, long controlCount, long hits, long mode, int below, Span<double> weights)
    {
        weights[below] = 1;
        var total = 1.0;
        for (var i = below + 1; i < weights.Length; i++)
        {
            var count = mode + i - below - 1;
            weights[i] = weights[i - 1] * Rise(candidateCount, controlCount, hits, count);
            total += weights[i];
        }
        for (var i = below - 1; i >= 0; i--)
        {
            var count = mode + i - below;
            weights[i] = weights[i + 1] / Rise(candidateCount, controlCount, hits, count);
            total += weights[i];
        }
        return total;
    }

    // How much likelier one more hit of the candidate is than this count, at equal odds.
    private static double Rise(double candidateCount, double controlCount, double hits, double count) =>
        (candidateCount - count) * (hits - count) / ((count + 1) * (controlCount - hits + count + 1));

    // Each odds ratio from its own mode outwards, until what is left does not count.
    private static void AddLarge(long candidateCount, long controlCount, long hits, long mode, ReadOnlySpan<double> logOdds, Span<double> sums)
    {
        var central = LogWeight(candidateCount, controlCount, hits, mode);
        var shift = central + Math.Log(SumAround(candidateCount, controlCount, hits, mode, 1));
        for (var i = 0; i < logOdds.Length; i++)
        {
            var ratio = Math.Exp(logOdds[i]);
            var top = Mode(candidateCount, controlCount, hits, ratio);
            sums[i] += LogWeight(candidateCount, controlCount, hits, top) + (top * logOdds[i]) + Math.Log(SumAround(candidateCount, controlCount, hits, top, ratio)) - shift;
        }
    }

    private static double SumAround(long candidateCount, long controlCount, long hits, long mode, double ratio)
    {
        var (least, most) = (Math.Max(0, hits - controlCount), Math.Min(hits, candidateCount));
        var sum = 1.0;
        var term = 1.0;
        for (var count = mode; count < most && term > Negligible; count++)
            sum += term *= ratio * Rise(candidateCount, controlCount, hits, count);
        term = 1.0;
        for (var count = mode - 1; count >= least && term > Negligible; count--)
            sum += term /= ratio * Rise(candidateCount, controlCount, hits, count);
        return sum;
    }

    /// <summary>Where one more hit is no longer likelier: a root of a quadratic equation, in the form that does not cancel.</summary>
    private static long Mode(long candidateCount, long controlCount, long hits, double ratio)
    {
        var a = ratio - 1;
        var b = -(((double)hits + candidateCount + 2) * ratio) - (controlCount - hits);
        var c = (candidateCount + 1.0) * (hits + 1.0) * ratio;
        var root = -2 * c / (b - Math.Sqrt(Math.Max(0, (b * b) - (4 * a * c))));
        return Math.Clamp((long)root, Math.Max(0, hits - controlCount), Math.Min(hits, candidateCount));
    }

    private static double LogWeight(long candidateCount, long controlCount, long hits, long count) => LogChoose(candidateCount, count) + LogChoose(controlCount, hits - count);

    private static double LogChoose(long of, long count) => SpecialFunctions.GammaLn(of + 1.0) - SpecialFunctions.GammaLn(count + 1.0) - SpecialFunctions.GammaLn(of - count + 1.0);
}
