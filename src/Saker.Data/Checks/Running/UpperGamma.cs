namespace Saker.Data.Checks.Running;

/// <summary>The regularised upper incomplete gamma function Q(a, x), which gives the p-values of chi-squared: Q(k / 2, x / 2) with k degrees of freedom.</summary>
/// <remarks>Series for x &lt; a + 1 (DLMF 8.7.1), else Lentz's continued fraction (DLMF 8.9.2); about 14 digits.</remarks>
internal static class UpperGamma
{
    private const int MaxTerms = 10_000;
    private const double Precision = 1e-15;
    private const double Tiny = 1e-300;

    public static double Of(double a, double x)
    {
        if (x <= 0)
            return 1;
        var scale = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        return Math.Clamp(x < a + 1 ? 1 - (scale * Series(a, x)) : scale * Fraction(a, x), 0, 1);
    }

    private static double Series(double a, double x)
    {
        var (term, sum) = (1 / a, 1 / a);
        for (var n = 1; n < MaxTerms && Math.Abs(term) > Math.Abs(sum) * Precision; n++)
            sum += term *= x / (a + n);
        return sum;
    }

    private static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var result = d;
        for (var n = 1; n < MaxTerms; n++)
        {
            var factor = -n * (n - a);
            b += 2;
            d = 1 / NotZero((factor * d) + b);
            c = NotZero(b + (factor / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
                break;
        }
        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>ln of gamma for a &gt; 0: Stirling's series (DLMF 5.11.1) after moving the argument up.</summary>
    private static double LogGamma(double a)
    {
        var product = 1.0;
        for (; a < 10; a++)
            product *= a;
        var square = a * a;
        var series = ((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (1.0 / 1188 / square)) / square)) / square)) / square)) / a;
        return ((a - 0.5) * Math.Log(a)) - a + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product);
    }
}
