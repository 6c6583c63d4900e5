using Saker.Data.Profiles;

namespace Saker.Data.Checks.Running;

/// <summary>How far counted values are from a reference distribution.</summary>
internal static class DistributionDistance
{
    /// <summary>The distance; of <see cref="DistributionMethod.ChiSquared"/> the p-value.</summary>
    /// <param name="method">Which distance.</param>
    /// <param name="reference">At least one bin.</param>
    /// <param name="counts">Values in each of its bins, at least one in all.</param>
    public static double Of(DistributionMethod method, Distribution reference, double[] counts)
    {
        var total = counts.Sum();
        double[] expected = [.. reference.AllShares().Select(share => share * total)];
        return method switch
        {
            DistributionMethod.Psi => ProfileDistance.Psi(expected, counts),
            DistributionMethod.JensenShannon => ProfileDistance.JensenShannon(expected, counts),
            DistributionMethod.KolmogorovSmirnov => Gaps(expected, counts, total).Max(Math.Abs),
            DistributionMethod.Wasserstein => Wasserstein(reference.Edges, reference.AllShares(), [.. Gaps(expected, counts, total)]),
            _ => ChiSquared(expected, counts),
        };
    }

    /// <summary>The difference of the shares up to each upper edge.</summary>
    private static IEnumerable<double> Gaps(double[] expected, double[] counts, double total)
    {
        var gap = 0.0;
        for (var i = 0; i < counts.Length; i++)
            yield return gap += (counts[i] - expected[i]) / total;
    }

    /// <summary>The area between the two distribution functions, which are straight within a bin, over the standard deviation of the reference.</summary>
    private static double Wasserstein(IReadOnlyList<double> edges, double[] shares, double[] gaps)
    {
        var (area, before) = (0.0, 0.0);
        for (var i = 0; i < gaps.Length; i++)
        {
            var width = edges[i + 1] - edges[i];
            // Of two triangles when the line crosses zero, else of one trapezium.
            area += before * gaps[i] < 0
                ? width * ((before * before) + (gaps[i] * gaps[i])) / (2 * (Math.Abs(before) + Math.Abs(gaps[i])))
                : width * (Math.Abs(before) + Math.Abs(gaps[i])) / 2;
            before = gaps[i];
        }
        // A constant reference has no deviation to measure by.
        if (area == 0)
            return 0;
        var total = shares.Sum();
        var mean = shares.Select((share, i) => share * (edges[i] + edges[i + 1]) / 2).Sum() / total;
        var variance = shares.Select((share, i) => share * (Square(((edges[i] + edges[i + 1]) / 2) - mean) + (Square(edges[i + 1] - edges[i]) / 12))).Sum() / total;
        return area / Math.Sqrt(variance);
    }

    private static double ChiSquared(double[] expected, double[] counts)
    {
        var (sum, bins) = (0.0, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            if (expected[i] <= 0 && counts[i] > 0)
                return 0;
            if (expected[i] <= 0)
                continue;
            sum += Square(counts[i] - expected[i]) / expected[i];
            bins++;
        }
        return bins < 2 ? 1 : UpperGamma.Of((bins - 1) / 2.0, sum / 2);
    }

    private static double Square(double value) => value * value;
}
