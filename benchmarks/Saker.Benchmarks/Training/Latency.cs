namespace Saker.Benchmarks.Training;

/// <summary>Times of single calls, in microseconds.</summary>
internal sealed record Latency(double P50, double P99)
{
    /// <param name="times">In any order; sorted in place.</param>
    public static Latency Of(double[] times)
    {
        Array.Sort(times);
        return new Latency(At(times, 0.50), At(times, 0.99));
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
