namespace Saker.Data.Profiles;

/// <summary>Count, mean, sum of squared deviations, smallest and largest of some numbers.</summary>
internal readonly record struct Moments(long Count, double Mean, double SquaredDeviations, double Min, double Max)
{
    public static Moments None => new(0, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Two passes with a correction for rounding (Chan, Golub and LeVeque, 1983, equation 1.7).</summary>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return None;
        var (sum, min, max) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            sum += value;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        var mean = sum / values.Length;
        var (squares, rest) = (0.0, 0.0);
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
            rest += value - mean;
        }
        var correction = rest * rest / values.Length;
        // Squares of numbers beyond 1e154 overflow; their sum is then infinite, not undefined.
        return new Moments(values.Length, mean, double.IsFinite(correction) ? squares - correction : squares, min, max);
    }

    /// <summary>The moments of both together (Chan, Golub and LeVeque).</summary>
    public static Moments operator +(Moments left, Moments right)
    {
        if (left.Count == 0)
            return right;
        if (right.Count == 0)
            return left;
        var count = left.Count + right.Count;
        var gap = right.Mean - left.Mean;
        var share = (double)right.Count / count;
        return new Moments(
            count,
            left.Mean + (gap * share),
            left.SquaredDeviations + right.SquaredDeviations + (gap * gap * left.Count * share),
            Math.Min(left.Min, right.Min),
            Math.Max(left.Max, right.Max));
    }
}
