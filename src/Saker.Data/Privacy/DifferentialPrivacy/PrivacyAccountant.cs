namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>What several answers tell together.</summary>
internal static class PrivacyAccountant
{
    /// <summary>The epsilon that is proved for all answers together at a delta; infinite where none is.</summary>
    public static double Epsilon(PrivacyCost total, double delta, PrivacyAccounting accounting) => accounting == PrivacyAccounting.Concentrated
        ? FromRho(total.Rho, delta)
        : total.Delta <= delta * (1 + 1e-9) ? total.Epsilon : double.PositiveInfinity;

    /// <summary>
    /// From rho-zCDP to epsilon at a delta (proposition 12 and corollary 13 of Canonne, Kamath and Steinke 2020). Every alpha above 1 gives a bound that
    /// holds; the least of many is taken.
    /// </summary>
    public static double FromRho(double rho, double delta)
    {
        if (rho == 0)
            return 0;
        if (!(delta > 0))
            return double.PositiveInfinity;
        var least = double.PositiveInfinity;
        for (var step = -400; step <= 800; step++)
        {
            var alpha = 1 + Math.Exp(step / 50.0);
            var epsilon = (alpha * rho) + ((Math.Log(1 / delta) - Math.Log(alpha - 1) + (alpha * Math.Log(1 - (1 / alpha)))) / (alpha - 1));
            least = Math.Min(least, epsilon);
        }
        return Math.Max(0, least);
    }
}
