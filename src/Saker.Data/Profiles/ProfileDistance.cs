namespace Saker.Data.Profiles;

/// <summary>How far two columns are apart, by their profiles alone. All are 0 for equal distributions; none looks at the rows again.</summary>
public static class ProfileDistance
{
    /// <summary>Added to each bin, so that one without rows does not make a distance infinite (Jeffreys' prior).</summary>
    private const double PseudoCount = 0.5;

    /// <summary>
    /// Population stability index over the bins of the reference: the sum of (p - q) ln(p / q), from 0 without a bound. By custom less than 0.1 is
    /// no change, more than 0.25 a large one (Siddiqi, "Credit Risk Scorecards", 2006). Bins without rows count half a row.
    /// </summary>
    /// <exception cref="SakerException">One column is text and the other is not.</exception>
    public static double Psi(ColumnProfile reference, ColumnProfile current, int maxBins = 10)
    {
        var bins = ProfileBins.Of(reference, maxBins);
        return Psi(bins.Counts(reference), bins.Counts(current));
    }

    /// <summary>As <see cref="Psi(ColumnProfile, ColumnProfile, int)"/>, of rows that were counted already.</summary>
    public static double Psi(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        var sum = 0.0;
        var (left, right) = Shares(reference, current);
        for (var i = 0; i < left.Length; i++)
            sum += (left[i] - right[i]) * Math.Log(left[i] / right[i]);
        return sum;
    }

    /// <summary>
    /// Jensen-Shannon divergence over the bins of the reference, in bits: from 0 (alike) to 1 (nothing in common); its square root is a metric
    /// (Lin, "Divergence measures based on the Shannon entropy", 1991).
    /// </summary>
    /// <exception cref="SakerException">One column is text and the other is not.</exception>
    public static double JensenShannon(ColumnProfile reference, ColumnProfile current, int maxBins = 10)
    {
        var bins = ProfileBins.Of(reference, maxBins);
        return JensenShannon(bins.Counts(reference), bins.Counts(current));
    }

    /// <summary>As <see cref="JensenShannon(ColumnProfile, ColumnProfile, int)"/>, of rows that were counted already.</summary>
    public static double JensenShannon(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        RequireAlike(reference, current);
        var (leftTotal, rightTotal) = (Sum(reference), Sum(current));
        if (leftTotal == 0 || rightTotal == 0)
            return leftTotal == rightTotal ? 0 : double.NaN;
        var sum = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            var (p, q) = (reference[i] / leftTotal, current[i] / rightTotal);
            var middle = (p + q) / 2;
            sum += (p > 0 ? p * Math.Log2(p / middle) : 0) + (q > 0 ? q * Math.Log2(q / middle) : 0);
        }
        return Math.Clamp(sum / 2, 0, 1);
    }

    /// <summary>
    /// Kolmogorov-Smirnov: the largest difference of the shares of numbers up to a value, from 0 to 1, off by both sides'
    /// <see cref="NumberProfile.RankError"/>, which are independent. Missing values and infinities are left out. NaN when a side has no numbers.
    /// </summary>
    public static double KolmogorovSmirnov(NumberProfile reference, NumberProfile current)
    {
        if (reference.Count == 0 || current.Count == 0)
            return double.NaN;
        var largest = 0.0;
        foreach (var step in new ShareSteps(reference, current))
            largest = Math.Max(largest, Math.Abs(step.Reference - step.Current));
        return largest;
    }

    /// <summary>
    /// Wasserstein distance of order 1 (earth mover's): how far a number must move on average to turn one distribution into the other, in the
    /// unit of the numbers (seconds for days and instants). NaN when a side has no numbers.
    /// </summary>
    public static double Wasserstein(NumberProfile reference, NumberProfile current)
    {
        if (reference.Count == 0 || current.Count == 0)
            return double.NaN;
        var (sum, before, gap) = (0.0, double.NaN, 0.0);
        foreach (var step in new ShareSteps(reference, current))
        {
            if (gap > 0)
                sum += gap * (step.Value - before);
            (before, gap) = (step.Value, Math.Abs(step.Reference - step.Current));
        }
        return sum;
    }

    private static (double[] Left, double[] Right) Shares(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        RequireAlike(reference, current);
        return (Smooth(reference), Smooth(current));

        static double[] Smooth(ReadOnlySpan<double> counts)
        {
            var total = Sum(counts) + (PseudoCount * counts.Length);
            var shares = new double[counts.Length];
            for (var i = 0; i < shares.Length; i++)
                shares[i] = (Math.Max(counts[i], 0) + PseudoCount) / total;
            return shares;
        }
    }

    private static double Sum(ReadOnlySpan<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
            sum += Math.Max(count, 0);
        return sum;
    }

    private static void RequireAlike(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        if (reference.Length != current.Length || reference.IsEmpty)
            throw new ArgumentException("Both sides need the same bins, and at least one.", nameof(current));
    }
}
