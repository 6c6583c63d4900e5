using MathNet.Numerics.Distributions;

namespace Saker.Learning.Scores.Intervals;

/// <summary>Which quantiles of the resampled values the BCa interval takes (Efron 1987, equations 2.3 and 6.6).</summary>
internal static class BcaPoints
{
    public static (double Low, double High) Of(double observed, double[] resampled, double[] leftOut, double tail)
    {
        // The share below the observed value, values equal to it counting half, kept off 0 and 1 where the normal quantile is infinite.
        var below = 0.0;
        foreach (var value in resampled)
            below += value < observed ? 1 : value == observed ? 0.5 : 0;
        var share = Math.Clamp(below / resampled.Length, 0.5 / resampled.Length, 1 - (0.5 / resampled.Length));
        var bias = Normal.InvCDF(0, 1, share);
        var acceleration = Acceleration(leftOut);
        return (Point(bias, acceleration, Normal.InvCDF(0, 1, tail)), Point(bias, acceleration, Normal.InvCDF(0, 1, 1 - tail)));
    }

    private static double Point(double bias, double acceleration, double quantile)
    {
        var moved = bias + quantile;
        return Normal.CDF(0, 1, bias + (moved / (1 - (acceleration * moved))));
    }

    /// <summary>A sixth of the skewness of the influences; 0 when they do not vary.</summary>
    private static double Acceleration(double[] leftOut)
    {
        if (leftOut.Length == 0)
            return 0;
        var mean = leftOut.Average();
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in leftOut)
        {
            var influence = mean - value;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }
}
