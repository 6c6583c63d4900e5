namespace Saker.Data.Profiles;

/// <summary>Count, mean, sums of powers of the deviations from it, smallest and largest of some numbers.</summary>
/// <param name="Count">How many numbers.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="SquaredDeviations">Sum of (x - mean)^2.</param>
/// <param name="CubedDeviations">Sum of (x - mean)^3; NaN when it is not known or overflowed.</param>
/// <param name="FourthDeviations">Sum of (x - mean)^4; NaN when it is not known or overflowed.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
internal readonly record struct Moments(long Count, double Mean, double SquaredDeviations, double CubedDeviations, double FourthDeviations, double Min, double Max)
{
    public static Moments None => new(0, 0, 0, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Two passes with a correction of the squares for rounding (Chan, Golub and LeVeque, 1983, equation 1.7).</summary>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return None;
        var (mean, min, max) = MeanAndRange(values);
        var (squares, cubes, fourths, rest) = (0.0, 0.0, 0.0, 0.0);
        foreach (var value in values)
        {
            var gap = value - mean;
            var square = gap * gap;
            rest += gap;
            squares += square;
            cubes += square * gap;
            fourths += square * square;
        }
        var correction = rest * rest / values.Length;
        // Squares of numbers beyond 1e154 overflow; their sum is then infinite, not undefined.
        return new Moments(values.Length, mean, double.IsFinite(correction) ? squares - correction : squares, Known(cubes), Known(fourths), min, max);
    }

    /// <summary>The moments of both together (Pébay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments", 2008).</summary>
    public static Moments operator +(Moments left, Moments right)
    {
        if (left.Count == 0)
            return right;
        if (right.Count == 0)
            return left;
        double a = left.Count, b = right.Count, n = left.Count + right.Count;
        var gap = right.Mean - left.Mean;
        var part = gap / n;
        var squares = gap * part * a * b;
        var cubes = squares * part * (a - b);
        var fourths = squares * part * part * ((a * a) - (a * b) + (b * b));
        return new Moments(
            left.Count + right.Count,
            JoinedMean(left.Mean, right.Mean, b / n),
            left.SquaredDeviations + right.SquaredDeviations + squares,
            Known(left.CubedDeviations + right.CubedDeviations + cubes + (3 * part * ((a * right.SquaredDeviations) - (b * left.SquaredDeviations)))),
            Known(left.FourthDeviations + right.FourthDeviations + fourths
                + (6 * part * part * ((a * a * right.SquaredDeviations) + (b * b * left.SquaredDeviations)))
                + (4 * part * ((a * right.CubedDeviations) - (b * left.CubedDeviations)))),
            Math.Min(left.Min, right.Min),
            Math.Max(left.Max, right.Max));
    }

    /// <summary>The mean of two parts, of which the right one holds <paramref name="share"/> (0 to 1) of the numbers.</summary>
    /// <remarks>The gap is multiplied by the share, not divided by the count first, which would lose bits where numbers are near the smallest there are. Where the gap itself is beyond the largest, each mean is weighed instead.</remarks>
    public static double JoinedMean(double left, double right, double share) =>
        right - left is var gap && double.IsFinite(gap) ? left + (gap * share) : (left * (1 - share)) + (right * share);

    private static (double Mean, double Min, double Max) MeanAndRange(ReadOnlySpan<double> values)
    {
        var (sum, min, max) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            sum += value;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        if (double.IsFinite(sum))
            return (sum / values.Length, min, max);
        // The sum of numbers near the largest there are overflows; that of their parts does not.
        var mean = 0.0;
        foreach (var value in values)
            mean += value / values.Length;
        return (mean, min, max);
    }

    private static double Known(double sum) => double.IsFinite(sum) ? sum : double.NaN;
}
