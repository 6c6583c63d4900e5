using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

/// <summary>Blocks that are drawn.</summary>
internal static class Draws
{
    public static HitCounts Hits(int count, double rate, Xoshiro256 chance)
    {
        var hits = 0;
        for (var i = 0; i < count; i++)
            hits += chance.NextDouble() < rate ? 1 : 0;
        return new HitCounts(count, hits);
    }

    public static Moments Values(int count, Func<double> draw)
    {
        var moments = default(Moments);
        for (var i = 0; i < count; i++)
            moments = moments.With(draw());
        return moments;
    }

    /// <summary>Lognormal latencies around 20,000, sixteen buckets to a doubling.</summary>
    public static long[] Latencies(int count, double factor, double spread, Xoshiro256 chance)
    {
        var histogram = new long[400];
        for (var i = 0; i < count; i++)
            histogram[Math.Clamp((int)(16 * Math.Log2(20_000 * factor * Math.Exp(spread * chance.NextNormal()))), 0, 399)]++;
        return histogram;
    }

    /// <summary>Normal scores in as many bins as there are centres.</summary>
    public static long[] Scores(int count, double shift, double[] centres, Xoshiro256 chance)
    {
        var histogram = new long[centres.Length];
        var width = centres[1] - centres[0];
        for (var i = 0; i < count; i++)
            histogram[Math.Clamp((int)Math.Floor((chance.NextNormal() + shift - centres[0] + (width / 2)) / width), 0, centres.Length - 1)]++;
        return histogram;
    }
}
