namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Puts scores into bins that hold about as many each, as the first scores lie.</summary>
internal static class ScoreBins
{
    /// <summary>Scores of both arms that are spent on the bins.</summary>
    public const int LearnedCount = 100;

    /// <summary>Scores that are closer than so much of the largest are the same: they differ by how a version was computed.</summary>
    public const double Resolution = 1e-4;

    private const int MaxBins = 100;

    /// <summary>
    /// The values that bins stand for, ascending; null where the control's scores are all alike, as those of one request that is sent again and again: there is no deviation then to measure a shift by.
    /// </summary>
    public static double[]? CentresOf(IReadOnlyCollection<float> control, IReadOnlyCollection<float> candidate)
    {
        double[] sorted = [.. control.Concat(candidate).Select(score => (double)score).Order()];
        var resolution = sorted.Length == 0 ? 0 : Resolution * Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
        if (control.Count == 0 || control.Max() - control.Min() <= resolution)
            return null;
        var centres = new List<double>();
        foreach (var value in Enumerable.Range(0, MaxBins).Select(bin => sorted[(int)(((2L * bin) + 1) * sorted.Length / (2 * MaxBins))]).Prepend(sorted[0]).Append(sorted[^1]))
            if (centres.Count == 0 || value - centres[^1] > resolution)
                centres.Add(value);
        return centres.Count < 2 ? null : [.. centres];
    }

    /// <summary>Counts scores by the bin whose centre is nearest.</summary>
    public static void Count(ReadOnlySpan<float> scores, double[] centres, Span<long> counts)
    {
        counts.Clear();
        foreach (var score in scores)
        {
            var above = Array.BinarySearch(centres, score);
            if (above < 0)
            {
                above = ~above;
                if (above == centres.Length || (above > 0 && score - centres[above - 1] < centres[above] - score))
                    above--;
            }
            counts[above]++;
        }
    }
}
