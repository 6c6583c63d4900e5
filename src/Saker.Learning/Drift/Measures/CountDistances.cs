using Saker.Data.Profiles;

namespace Saker.Learning.Drift.Measures;

/// <summary>How far two rows of counts are apart as shares: bins of numbers, or categories.</summary>
internal static class CountDistances
{
    /// <summary>The square root of the Jensen-Shannon divergence in nats, 0 to the square root of ln 2: a metric. Equal to <c>scipy.spatial.distance.jensenshannon</c> with its base e.</summary>
    public static double JensenShannon(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => Math.Sqrt(ProfileDistance.JensenShannon(reference, current) * Math.Log(2));

    /// <summary>The information that is lost when the current shares are told by the reference's, in nats; infinite when a value is new. Equal to <c>scipy.stats.entropy(current, reference)</c>.</summary>
    public static double KullbackLeibler(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) =>
        Fold(reference, current, static (p, q) => q == 0 ? 0 : p == 0 ? double.PositiveInfinity : q * Math.Log(q / p));

    /// <summary>0 to 1.</summary>
    public static double Hellinger(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) =>
        Math.Sqrt(Fold(reference, current, static (p, q) => (Math.Sqrt(p) - Math.Sqrt(q)) * (Math.Sqrt(p) - Math.Sqrt(q))) / 2);

    /// <summary>The share of rows that would have to change their value to make both sides alike, 0 to 1.</summary>
    public static double TotalVariation(ReadOnlySpan<double> reference, ReadOnlySpan<double> current) => Fold(reference, current, static (p, q) => Math.Abs(p - q)) / 2;

    public static double Sum(ReadOnlySpan<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    public static void RequireAlike(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        if (reference.Length != current.Length || reference.IsEmpty)
            throw new ArgumentException("Both sides need the same bins, and at least one.", nameof(current));
    }

    private static double Fold(ReadOnlySpan<double> reference, ReadOnlySpan<double> current, Func<double, double, double> term)
    {
        RequireAlike(reference, current);
        var (left, right) = (Sum(reference), Sum(current));
        if (left == 0 || right == 0)
            return left == right ? 0 : double.NaN;
        var sum = 0.0;
        for (var i = 0; i < reference.Length; i++)
            sum += term(reference[i] / left, current[i] / right);
        return sum;
    }
}
