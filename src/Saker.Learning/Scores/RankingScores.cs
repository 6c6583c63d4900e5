namespace Saker.Learning.Scores;

/// <summary>Scores that look only at the order which the probabilities give the rows; any increasing map of them changes nothing.</summary>
public static class RankingScores
{
    /// <summary>
    /// Area under the receiver operating characteristic: the probability that a positive row ranks above a negative one,
    /// ties counting half (Mann and Whitney 1947, by midranks).
    /// </summary>
    /// <exception cref="Data.SakerException">Only one class is there.</exception>
    public static double RocAuc(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        ScoreInputs.Check(target, probability);
        var (positives, negatives) = ScoreInputs.CountBothClasses(target, "ROC AUC");
        var ranks = Midranks.Of(probability);
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
            sum += target[i] == 1f ? ranks[i] : 0;
        return (sum - positives * (positives + 1.0) / 2) / ((double)positives * negatives);
    }

    /// <summary>
    /// Area under the precision-recall curve as average precision: the sum over distinct probabilities, from the highest down, of the gain
    /// in recall times the precision there; scikit-learn's <c>average_precision_score</c>. It does not interpolate between points.
    /// </summary>
    /// <exception cref="Data.SakerException">Only one class is there.</exception>
    public static double PrAuc(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        ScoreInputs.Check(target, probability);
        var (positives, _) = ScoreInputs.CountBothClasses(target, "PR AUC");
        var area = 0.0;
        var before = 0;
        foreach (var point in RankedCounts.Of(target, probability))
        {
            var gain = (double)(point.TruePositives - before) / positives;
            area += gain * point.TruePositives / (point.TruePositives + point.FalsePositives);
            before = point.TruePositives;
        }
        return area;
    }

    /// <summary>ROC AUC with its standard error and 95% interval by the placement values of DeLong, DeLong and Clarke-Pearson (1988).</summary>
    /// <remarks>The interval is the normal one, cut to [0, 1]. A class with one row has no spread to estimate: the error is then NaN and the interval [0, 1].</remarks>
    /// <exception cref="Data.SakerException">Only one class is there.</exception>
    public static AucEstimate RocAucEstimate(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        ScoreInputs.Check(target, probability);
        var (positives, negatives) = ScoreInputs.CountBothClasses(target, "ROC AUC");
        return DeLong.Estimate(target, probability, positives, negatives);
    }
}
