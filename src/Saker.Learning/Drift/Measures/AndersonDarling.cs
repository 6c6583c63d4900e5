using MathNet.Numerics;
using Saker.Data;

namespace Saker.Learning.Drift.Measures;

/// <summary>
/// The test of Anderson and Darling for k samples, by midranks, as Scholz and Stephens, "K-sample Anderson-Darling tests" (1987) give it. Equal to
/// <c>scipy.stats.anderson_ksamp</c>: the statistic is standardised, and the p-value lies within the table of that paper, from 0.001 to 0.25.
/// </summary>
internal static class AndersonDarling
{
    private static readonly double[] s_levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
    private static readonly double[] s_b0 = [0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085];
    private static readonly double[] s_b1 = [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615];
    private static readonly double[] s_b2 = [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154];

    // Of the limit for two samples, whose mean is 1.
    private static readonly double s_limitDeviation = Math.Sqrt(2 * ((Math.PI * Math.PI) - 9) / 3);

    /// <exception cref="SakerException">There are fewer than two samples, one is empty, or all numbers are equal.</exception>
    public static DriftTest Test(IReadOnlyList<SortedNumbers> samples)
    {
        if (samples.Count < 2 || samples.Any(sample => sample.Count == 0))
            throw new SakerException(ErrorKind.InvalidInput, "Anderson and Darling's test needs two or more samples, each with numbers.", "samples");
        var total = samples.Sum(sample => (double)sample.Count);
        if (samples.Min(sample => sample.Values[0]) == samples.Max(sample => sample.Values[^1]) || total < 4)
            throw new SakerException(ErrorKind.InvalidInput, "Anderson and Darling's test needs four or more numbers that are not all equal.", "samples");
        var statistic = (Sum(samples, total) - (samples.Count - 1)) / Math.Sqrt(Variance(samples, total));
        return new DriftTest(statistic, PValue(statistic, samples.Count - 1));
    }

    /// <summary>
    /// Of two samples, whose p-value goes on beyond the end of the table, where correcting for many columns needs it: the limit is the sum of Z² / (j (j + 1)) over standard normal Z, whose
    /// chance far out is √3 erfc(√x) (Zolotarev, "Concerning a certain probability problem", 1961).
    /// </summary>
    /// <exception cref="SakerException">One is empty, or all numbers are equal.</exception>
    public static DriftTest TestPair(SortedNumbers reference, SortedNumbers current)
    {
        var test = Test([reference, current]);
        return test.PValue > s_levels[^1] ? test : test with { PValue = Math.Min(test.PValue, Math.Sqrt(3) * SpecialFunctions.Erfc(Math.Sqrt(1 + (test.Statistic * s_limitDeviation)))) };
    }

    private static double Sum(IReadOnlyList<SortedNumbers> samples, double total)
    {
        var at = new int[samples.Count];
        var sums = new double[samples.Count];
        var below = 0.0;
        while (below < total)
        {
            var value = double.PositiveInfinity;
            for (var i = 0; i < at.Length; i++)
                if (at[i] < samples[i].Count)
                    value = Math.Min(value, samples[i].Values[at[i]]);
            var equal = 0.0;
            for (var i = 0; i < at.Length; i++)
                equal += Equal(samples[i].Values, at[i], value);
            var rank = below + (equal / 2);
            for (var i = 0; i < at.Length; i++)
            {
                var own = Equal(samples[i].Values, at[i], value);
                var off = (total * (at[i] + (own / 2.0))) - (rank * samples[i].Count);
                sums[i] += equal / total * off * off / ((rank * (total - rank)) - (total * equal / 4));
                at[i] += own;
            }
            below += equal;
        }
        var sum = 0.0;
        for (var i = 0; i < at.Length; i++)
            sum += sums[i] / samples[i].Count;
        return sum * (total - 1) / total;
    }

    private static int Equal(ReadOnlySpan<double> values, int from, double value)
    {
        var end = from;
        while (end < values.Length && values[end] == value)
            end++;
        return end - from;
    }

    private static double Variance(IReadOnlyList<SortedNumbers> samples, double total)
    {
        var inverse = samples.Sum(sample => 1.0 / sample.Count);
        var (h, g) = (0.0, 0.0);
        for (var i = 2; i < total; i++)
        {
            h += 1 / (total - i + 1);
            g += h / i;
        }
        h += 1;
        double k = samples.Count;
        var a = (((4 * g) - 6) * (k - 1)) + ((10 - (6 * g)) * inverse);
        var b = (((2 * g) - 4) * k * k) + (8 * h * k) + (((2 * g) - (14 * h) - 4) * inverse) - (8 * h) + (4 * g) - 6;
        var c = (((6 * h) + (2 * g) - 2) * k * k) + (((4 * h) - (4 * g) + 6) * k) + (((2 * h) - 6) * inverse) + (4 * h);
        var d = (((2 * h) + 6) * k * k) - (4 * h * k);
        return ((((((a * total) + b) * total) + c) * total) + d) / ((total - 1) * (total - 2) * (total - 3));
    }

    /// <summary>The logarithm of the level as a parabola over the critical values, fitted by least squares.</summary>
    private static double PValue(double statistic, double m)
    {
        var critical = new double[s_levels.Length];
        for (var i = 0; i < critical.Length; i++)
            critical[i] = s_b0[i] + (s_b1[i] / Math.Sqrt(m)) + (s_b2[i] / m);
        if (statistic < critical[0])
            return s_levels[0];
        if (statistic > critical[^1])
            return s_levels[^1];
        var line = Fit.Polynomial(critical, [.. s_levels.Select(level => Math.Log(level))], 2);
        return Math.Exp(line[0] + (statistic * (line[1] + (statistic * line[2]))));
    }
}
