namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>How likely a standard normal number is above a bound, to about 14 digits, small probabilities too.</summary>
internal static class NormalTail
{
    public static double Above(double x)
    {
        if (x < 0)
            return 1 - Above(-x);
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        return x < 3 ? 0.5 - (density * Series(x)) : density * Fraction(x);
    }

    /// <summary>x + x³/3 + x⁵/15 + ...: the probability of 0 to x over the density at x.</summary>
    private static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 3; term > sum * 1e-17; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }
        return sum;
    }

    /// <summary>1/(x + 1/(x + 2/(x + 3/...))): Mills' ratio.</summary>
    private static double Fraction(double x)
    {
        var value = x;
        for (var n = 160; n > 0; n--)
            value = x + (n / value);
        return 1 / value;
    }
}
