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

    /// <summary>
    /// The share of positives among the rows with the highest probabilities over the share among all: how many times better than chance
    /// a campaign does that reaches only those rows.
    /// </summary>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="probability">Probability of the positive class.</param>
    /// <param name="share">The share of rows that is reached, above 0 up to 1; at least one row is. Rows of equal probability are reached in equal parts.</param>
    /// <exception cref="Data.SakerException">Only one class is there.</exception>
    public static double Lift(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double share) =>
        Gain(target, probability, share) * target.Length / Reached(target.Length, share);

    /// <summary>The share of all positives that is among the rows with the highest probabilities; see <see cref="Lift"/>.</summary>
    /// <exception cref="Data.SakerException">Only one class is there.</exception>
    public static double Gain(ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double share)
    {
        ScoreInputs.Check(target, probability);
        var (positives, _) = ScoreInputs.CountBothClasses(target, "Lift");
        var reached = Reached(target.Length, share);
        var before = new RankedCounts(float.NaN, 0, 0);
        foreach (var point in RankedCounts.Of(target, probability))
        {
            var (rows, rowsBefore) = (point.TruePositives + point.FalsePositives, before.TruePositives + before.FalsePositives);
            if (rows >= reached)
                return (before.TruePositives + ((double)(reached - rowsBefore) / (rows - rowsBefore) * (point.TruePositives - before.TruePositives))) / positives;
            before = point;
        }
        return 1;
    }

    private static int Reached(int rowCount, double share) => Math.Clamp((int)Math.Ceiling((share * rowCount) - 1e-9), 1, rowCount);
}
