namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>
/// The least noise of the discrete Gaussian mechanism that gives epsilon and delta: exact for small sensitivities; else by the continuous formula of
/// Balle and Wang, "Improving the Gaussian Mechanism for Differential Privacy" (2018), theorem 8, with what the steps of the grid can add.
/// </summary>
internal static class GaussianCalibration
{
    private const int MaxExactSensitivity = 64;

    // Beyond it the bound is as good, and the sum has many terms.
    private const double MaxExactSigma = 10_000;

    /// <summary>The standard deviation, in units of the grid.</summary>
    /// <param name="epsilon">Above 0.</param>
    /// <param name="delta">Above 0, below 1.</param>
    /// <param name="sensitivity">The most that one person can change the sum, in units of the grid.</param>
    public static double Sigma(double epsilon, double delta, double sensitivity)
    {
        var (low, high) = (0.0, sensitivity);
        while (Delta(high, epsilon, sensitivity) > delta)
            (low, high) = (high, high * 2);
        for (var step = 0; step < 60 && high - low > 1e-12 * high; step++)
        {
            var middle = (low + high) / 2;
            if (Delta(middle, epsilon, sensitivity) > delta)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    /// <summary>The delta of a standard deviation (theorem 7 of Canonne, Kamath and Steinke 2020), or a bound just above it.</summary>
    public static double Delta(double sigma, double epsilon, double sensitivity)
    {
        var (a, b) = ((epsilon * sigma * sigma / sensitivity) - (sensitivity / 2), (epsilon * sigma * sigma / sensitivity) + (sensitivity / 2));
        if (sensitivity <= MaxExactSensitivity && sigma <= MaxExactSigma)
            return Math.Max(0, DiscreteTail(sigma, a) - (Math.Exp(epsilon) * DiscreteTail(sigma, b)));
        // A sum over whole numbers lies between integrals that are moved by one; below the middle that does not hold, and no small delta lies there.
        if (a < 1)
            return 1;
        var norm = 1 + (1 / (sigma * Math.Sqrt(2 * Math.PI)));
        return Math.Max(0, NormalTail.Above((a - 1) / sigma) - (Math.Exp(epsilon) * NormalTail.Above((b + 1) / sigma) / norm));
    }

    /// <summary>How likely the discrete Gaussian is above a bound.</summary>
    private static double DiscreteTail(double sigma, double bound)
    {
        var first = Math.Floor(bound) + 1;
        if (first <= 0)
            return 1 - DiscreteTail(sigma, -first);
        var half = Sum(sigma, 1);
        return Sum(sigma, first) / (1 + (2 * half));
    }

    private static double Sum(double sigma, double from)
    {
        var sum = 0.0;
        for (var x = from; ; x++)
        {
            var term = Math.Exp(-x * x / (2 * sigma * sigma));
            sum += term;
            if (term <= sum * 1e-18 || term == 0)
                return sum;
        }
    }
}
