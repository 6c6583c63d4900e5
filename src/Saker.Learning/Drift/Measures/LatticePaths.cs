namespace Saker.Learning.Drift.Measures;

/// <summary>
/// How likely two samples of one continuous distribution are as far apart as a gap. The order of both samples together is a path over a lattice,
/// every path is equally likely, and those with a smaller gap stay within a band around the diagonal (Hodges, "The significance probability of
/// the Smirnov two-sample test", 1958).
/// </summary>
internal static class LatticePaths
{
    /// <param name="gap">The largest difference of the shares, 0 to 1.</param>
    /// <param name="one">Numbers of one sample, from 1.</param>
    /// <param name="other">Numbers of the other.</param>
    public static double ChanceOfReaching(double gap, int one, int other)
    {
        var (large, small) = (Math.Max(one, other), Math.Min(one, other));
        var divisor = Gcd(large, small);
        // A gap is a multiple of one over the least common multiple of both sizes.
        var steps = (long)Math.Round(gap * large / divisor * small);
        if (steps == 0)
            return 1;
        return large == small ? OfEqualSizes(large, steps) : OfBand(large, small, divisor, steps);
    }

    /// <summary>In closed form by reflecting paths (Gnedenko and Korolyuk 1951), nested as by Horner so that no binomial coefficient overflows.</summary>
    private static double OfEqualSizes(int count, long steps)
    {
        var chance = 0.0;
        for (var k = count / steps; k >= 1; k--)
        {
            var ratio = 1.0;
            for (var j = 0; j < steps; j++)
                ratio *= (count - ((k - 1) * steps) - j) / (double)(count + ((k - 1) * steps) + j + 1);
            chance = ratio * (1 - chance);
        }
        return Math.Clamp(2 * chance, 0, 1);
    }

    /// <summary>
    /// Column by column: the chance that a path to a point has left the band is the mean of that of its two predecessors, weighted by how many paths
    /// come through each. It is 1 outside the band.
    /// </summary>
    private static double OfBand(int large, int small, int divisor, long steps)
    {
        var (across, up) = (large / divisor, small / divisor);
        var left = new double[small + 1];
        Array.Fill(left, 1);
        for (var y = 0; y <= small && (long)y * across < steps; y++)
            left[y] = 0;
        for (var x = 1; x <= large; x++)
        {
            var middle = (long)x * up;
            // The points of the band: |x up - y across| < steps.
            var first = (int)Math.Max(0, FloorDivide(middle - steps, across) + 1);
            var last = (int)Math.Min(small, FloorDivide(middle + steps - 1, across));
            if (first > last)
                return 1;
            if (first > 0)
                left[first - 1] = 1;
            for (var y = first; y <= last; y++)
                left[y] = ((left[y] * x) + ((y == 0 ? 0 : left[y - 1]) * y)) / (x + y);
        }
        return Math.Clamp(left[small], 0, 1);
    }

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    private static int Gcd(int one, int other)
    {
        while (other != 0)
            (one, other) = (other, one % other);
        return one;
    }
}
