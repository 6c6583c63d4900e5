namespace Saker.Learning.Scores;

/// <summary>
/// The variance of ROC AUC from placement values: for each positive row the share of negatives below it, for each negative the share of
/// positives above it (DeLong et al. 1988), computed by midranks in O(n log n) as in Sun and Xu (2014).
/// </summary>
internal static class DeLong
{
    // The 97.5% point of the standard normal distribution.
    private const double Quantile = 1.959963984540054;

    public static AucEstimate Estimate(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, int positives, int negatives)
    {
        var (placedPositives, placedNegatives) = Place(target, probability, positives, negatives);
        var auc = RankingScores.RocAuc(target, probability);
        if (positives == 1 || negatives == 1)
            return new AucEstimate(auc, double.NaN, 0, 1);
        var error = Math.Sqrt(Variance(placedPositives) / positives + Variance(placedNegatives) / negatives);
        return new AucEstimate(auc, error, Math.Max(0, auc - Quantile * error), Math.Min(1, auc + Quantile * error));
    }

    /// <summary>The standard error of the difference of two areas on the same rows, which depend on each other; NaN when a class has one row.</summary>
    public static double DifferenceError(ReadOnlySpan<float> target, ReadOnlySpan<float> first, ReadOnlySpan<float> second, int positives, int negatives)
    {
        if (positives == 1 || negatives == 1)
            return double.NaN;
        var (firstPositives, firstNegatives) = Place(target, first, positives, negatives);
        var (secondPositives, secondNegatives) = Place(target, second, positives, negatives);
        // The variance of a mean of differences holds the covariance of the two.
        for (var i = 0; i < positives; i++)
            firstPositives[i] -= secondPositives[i];
        for (var i = 0; i < negatives; i++)
            firstNegatives[i] -= secondNegatives[i];
        return Math.Sqrt(Variance(firstPositives) / positives + Variance(firstNegatives) / negatives);
    }

    private static (double[] Positives, double[] Negatives) Place(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, int positives, int negatives)
    {
        var positive = new float[positives];
        var negative = new float[negatives];
        int p = 0, n = 0;
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] == 1f)
                positive[p++] = probability[i];
            else
                negative[n++] = probability[i];
        }
        var together = Midranks.Of<float>([.. positive, .. negative]);
        var amongPositives = Midranks.Of<float>(positive);
        var amongNegatives = Midranks.Of<float>(negative);
        var placedPositives = new double[positives];
        var placedNegatives = new double[negatives];
        for (var i = 0; i < positives; i++)
            placedPositives[i] = (together[i] - amongPositives[i]) / negatives;
        for (var i = 0; i < negatives; i++)
            placedNegatives[i] = 1 - (together[positives + i] - amongNegatives[i]) / positives;
        return (placedPositives, placedNegatives);
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
