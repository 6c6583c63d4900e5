using Saker.Data.Profiles;

namespace Saker.Learning.Drift.Measures;

/// <summary>Upper edges that the quantiles of a reference give, or its values when it has few, as <see cref="ProfileBins"/> has them for profiles; the last bin has no edge.</summary>
internal static class NumberBins
{
    public static double[] EdgesOf(SortedNumbers reference, int maxBins) => reference.Count == 0
        ? []
        : reference.DistinctValues(maxBins) ?? [.. Enumerable.Range(1, maxBins - 1).Select(i => reference.Quantile((double)i / maxBins)).Distinct()];

    /// <summary>How many numbers lie in each bin.</summary>
    public static double[] Counts(SortedNumbers numbers, double[] edges)
    {
        var counts = new double[edges.Length + 1];
        var below = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            var upTo = numbers.CountUpTo(edges[i]);
            counts[i] = upTo - below;
            below = upTo;
        }
        counts[^1] = numbers.Count - below;
        return counts;
    }
}
