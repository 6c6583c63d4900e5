using MathNet.Numerics.Distributions;

namespace Saker.Learning.Scores.Intervals;

/// <summary>The interval of a mean by Student's t (1908).</summary>
public static class MeanInterval
{
    /// <param name="values">One per independent unit.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <returns>Unknown when there are fewer than two values.</returns>
    public static Interval Of(ReadOnlySpan<double> values, double level)
    {
        if (values.Length < 2)
            return Interval.Unknown with { Level = level };
        var mean = 0.0;
        foreach (var value in values)
            mean += value / values.Length;
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        var half = StudentT.InvCDF(0, 1, values.Length - 1, (1 + level) / 2) * Math.Sqrt(squares / (values.Length - 1) / values.Length);
        return new Interval(mean - half, mean + half, level);
    }
}
