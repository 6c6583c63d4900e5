using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Odds ratios that are not refuted: those whose likelihood is at least the mean likelihood of the grid times the risk. The mean over the true one is a nonnegative martingale, so all
/// intervals together miss it with at most that probability (Robbins 1970).
/// </summary>
internal static class OddsInterval
{
    private const int Steps = 40;

    /// <param name="grid">Where the likelihood is known.</param>
    /// <param name="normalisers">At each of its points.</param>
    /// <param name="hits">Of the candidate.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <param name="designEffect">Requests that stand and fall together.</param>
    public static Interval Of(OddsGrid grid, ReadOnlySpan<double> normalisers, long hits, double level, double designEffect)
    {
        Span<double> logs = stackalloc double[OddsGrid.PointCount];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = ((hits * grid.LogOdds[i]) - normalisers[i]) / designEffect;
        var least = LogSum.Of(logs) - Math.Log(OddsGrid.PointCount) + Math.Log(1 - level);
        var (first, last) = (0, OddsGrid.PointCount - 1);
        while (logs[first] < least)
            first++;
        while (logs[last] < least)
            last--;
        var low = first == 0 ? 0 : Math.Exp(OddsGrid.LogOddsAt(End(logs, first - 1, first, least)));
        var high = last == OddsGrid.PointCount - 1 ? double.PositiveInfinity : Math.Exp(OddsGrid.LogOddsAt(End(logs, last + 1, last, least)));
        return new Interval(low, high, level);
    }

    /// <summary>The place outside which the curve is too low, between a point where it is and one where it is not.</summary>
    private static double End(ReadOnlySpan<double> curve, double outside, double inside, double least)
    {
        for (var step = 0; step < Steps; step++)
        {
            var middle = (outside + inside) / 2;
            if (OddsGrid.Interpolate(curve, middle) < least)
                outside = middle;
            else
                inside = middle;
        }
        return outside;
    }
}
