namespace Saker.Learning.Sequential;

/// <summary>Numbers of the gamma distribution with scale 1 (Marsaglia and Tsang 2000).</summary>
internal static class GammaDraw
{
    /// <param name="shape">Above 0.</param>
    /// <param name="chance">Where they come from.</param>
    public static double Of(double shape, Xoshiro256 chance)
    {
        // Below 1 by one that is larger by 1, times a power of a uniform number.
        if (shape < 1)
            return Of(shape + 1, chance) * Math.Pow(1 - chance.NextDouble(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = chance.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(1 - chance.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }
}
