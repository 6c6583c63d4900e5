using Saker.Learning.Selection;

namespace Saker.Learning.Estimation;

/// <summary>
/// Makes a model's confidence mean what it says, where the reference shows that it does not: a sigmoid is fitted on two of three stratified
/// splits and judged on the third, in turn, and taken when the log loss falls on average. A rising map leaves the order of the rows as it
/// is, so what the log loss loses is error of calibration. Isotonic regression is not tried: fitted to a reference, its blocks are the
/// convex hull of the ROC curve, and areas that are estimated by it come out too large.
/// </summary>
internal static class ReferenceCalibration
{
    private const int SplitCount = 3;

    /// <returns>Null when the probabilities are best left as they are, or a class has fewer rows than splits.</returns>
    public static WeightedSigmoid? Choose(float[] target, float[] probability, int seed)
    {
        var positives = target.Count(value => value == 1f);
        if (Math.Min(positives, target.Length - positives) < SplitCount)
            return null;
        double plain = 0, mapped = 0;
        foreach (var fold in StratifiedFolds.Create(target, SplitCount, seed))
        {
            var sigmoid = WeightedSigmoid.Fit(Pick(target, fold.Train), Pick(probability, fold.Train), []);
            var identity = new WeightedSigmoid(1, 0);
            foreach (var row in fold.Validation)
            {
                plain += Loss(identity, target[row], probability[row]);
                mapped += Loss(sigmoid, target[row], probability[row]);
            }
        }
        return mapped < plain ? WeightedSigmoid.Fit(target, probability, []) : null;
    }

    private static double Loss(WeightedSigmoid sigmoid, float target, float probability) =>
        -Math.Log(target == 1f ? sigmoid.Apply(probability) : 1 - sigmoid.Apply(probability));

    private static float[] Pick(float[] values, IReadOnlyList<int> rows)
    {
        var picked = new float[rows.Count];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }
}
