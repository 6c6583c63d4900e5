namespace Saker.Learning.Drift.Measures;

/// <summary>The distribution of the statistic of Kolmogorov for many numbers: the limit and three corrections in powers of 1 / sqrt(n) (Pelz and Good 1976).</summary>
internal static class PelzGood
{
    private const int Terms = 20;

    /// <summary>The chance of a statistic below <paramref name="gap"/>; within 1e-8 from 140 numbers on.</summary>
    public static double Below(double count, double gap)
    {
        var z = Math.Sqrt(count) * gap;
        var (z2, z4, z6) = (z * z, Math.Pow(z, 4), Math.Pow(z, 6));
        var (pi2, pi4, pi6) = (Math.PI * Math.PI, Math.Pow(Math.PI, 4), Math.Pow(Math.PI, 6));
        var (k0, k1, k2, k3) = (0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k < Terms; k++)
        {
            var m = k + 0.5;
            var (m2, m4, m6) = (m * m, Math.Pow(m, 4), Math.Pow(m, 6));
            var weight = Math.Exp(-pi2 * m2 / 2 / z2);
            k0 += weight;
            k1 += weight * ((pi2 * m2) - z2);
            k2 += weight * ((6 * z6) + (2 * z4) + (pi2 * ((2 * z4) - (5 * z2)) * m2) + (pi4 * (1 - (2 * z2)) * m4));
            k3 += weight * ((-30 * z6) - (90 * z6 * z2) + (pi2 * ((135 * z4) - (96 * z6)) * m2) + (pi4 * ((-60 * z2) + (212 * z4)) * m4) + (pi6 * (5 - (30 * z2)) * m6));
        }
        var (even2, even3) = (0.0, 0.0);
        for (var k = 1; k < Terms; k++)
        {
            var k2pi = pi2 * k * k;
            var weight = Math.Exp(-k2pi / 2 / z2);
            even2 += weight * k2pi;
            even3 += weight * ((3 * z2 * k2pi) - (k2pi * k2pi));
        }
        var root = Math.Sqrt(2 * Math.PI);
        var half = Math.Sqrt(Math.PI / 2);
        var limit = root / z * k0;
        var first = half / (3 * z4) * k1;
        var second = (half / (36 * z6 * z) * k2) - (half / (18 * z2 * z) * even2);
        var third = (half / (3240 * z6 * z4) * k3) + (half / (108 * z6) * even3);
        return Math.Clamp(limit + (first / Math.Sqrt(count)) + (second / count) + (third / Math.Pow(count, 1.5)), 0, 1);
    }
}
