namespace Saker.Learning.Sequential;

/// <summary>
/// Odds ratios whose likelihoods are followed: dense around 1, where large samples tell small differences apart, and up to a factor of 28 on either side. Also the edges of
/// the tolerance, and how much is put on each alternative beforehand.
/// </summary>
internal sealed class OddsGrid
{
    /// <summary>Points of the grid itself; the edges of the tolerance follow them.</summary>
    public const int PointCount = (2 * Half) + 1;

    private const int Half = 40;
    private const double Scale = 0.1;
    private const double Step = 0.105;

    // Most of the stake is put on factors of 1.5 to 5, which guards are to find soonest; the rest is spread over all sizes alike.
    private const double BumpShare = 0.8;
    private const double BumpCentre = 0.9;
    private const double BumpSpread = 0.4;

    private OddsGrid(double tolerance)
    {
        var edge = Math.Log(tolerance);
        LogOdds = new double[PointCount + 2];
        for (var i = 0; i < PointCount; i++)
            LogOdds[i] = Scale * Math.Sinh(Step * (i - Half));
        LogOdds[PointCount] = edge;
        LogOdds[PointCount + 1] = -edge;
        Odds = Array.ConvertAll(LogOdds, Math.Exp);
        LogHigher = LogStakes(edge);
        LogLower = new double[PointCount];
        for (var i = 0; i < PointCount; i++)
            LogLower[i] = LogHigher[PointCount - 1 - i];
    }

    /// <summary>Natural logarithms, ascending, then the upper and the lower edge of the tolerance.</summary>
    public double[] LogOdds { get; }

    public double[] Odds { get; }

    /// <summary>Logarithms of the stakes on alternatives above the tolerance; -infinity elsewhere. Their exponentials add up to 1.</summary>
    public double[] LogHigher { get; }

    /// <summary>The same below.</summary>
    public double[] LogLower { get; }

    public static OddsGrid Of(double tolerance) => new(tolerance);

    /// <summary>The logarithm of an odds ratio at a place between the points, linear in the place's argument of sinh.</summary>
    public static double LogOddsAt(double place) => Scale * Math.Sinh(Step * (place - Half));

    /// <summary>A curve over the grid at any place, by the cubic through the four points around it.</summary>
    public static double Interpolate(ReadOnlySpan<double> curve, double place)
    {
        var start = Math.Clamp((int)place - 1, 0, PointCount - 4);
        var t = place - start;
        return (curve[start] * (t - 1) * (t - 2) * (t - 3) / -6) + (curve[start + 1] * t * (t - 2) * (t - 3) / 2)
            + (curve[start + 2] * t * (t - 1) * (t - 3) / -2) + (curve[start + 3] * t * (t - 1) * (t - 2) / 6);
    }

    private double[] LogStakes(double edge)
    {
        var (bump, even) = (new double[PointCount], new double[PointCount]);
        for (var i = Half; i < PointCount; i++)
        {
            var excess = LogOdds[i] - edge;
            if (excess < 1e-3)
                continue;
            var size = Math.Log(excess / BumpCentre) / BumpSpread;
            // The density of the logarithm of the excess, times how much of it a point stands for.
            bump[i] = Math.Exp(-size * size / 2) * Math.Sqrt((LogOdds[i] * LogOdds[i]) + (Scale * Scale)) / excess;
            even[i] = 1;
        }
        var (bumpSum, evenSum) = (bump.Sum(), even.Sum());
        var stakes = new double[PointCount];
        for (var i = 0; i < PointCount; i++)
            stakes[i] = Math.Log((BumpShare * bump[i] / bumpSum) + ((1 - BumpShare) * even[i] / evenSum));
        return stakes;
    }
}
