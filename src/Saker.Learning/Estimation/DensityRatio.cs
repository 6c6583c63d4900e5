using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Trainers;

namespace Saker.Learning.Estimation;

/// <summary>
/// How much more often rows like a reference row occur among other rows than in the reference: a classifier learns to tell both sides
/// apart, and its odds are the ratio (Sugiyama et al. 2012, chapter 4). Reference rows that are weighted so stand for the other ones.
/// </summary>
internal static class DensityRatio
{
    // A few rows of large weight would decide everything.
    private const double MaxWeight = 10;

    /// <returns>One weight a reference row, of mean 1.</returns>
    public static double[] Of(Table reference, Table others, int seed, CancellationToken cancellationToken)
    {
        string[] columns = [.. reference.Columns.Where(column => ModelInputs.Find(column.Type) is not null && column.NullCount < column.Length && others.Find(column.Name) is { } other && ModelInputs.Find(other.Type) == ModelInputs.Find(column.Type)).Select(column => column.Name)];
        if (columns.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "The reference and the rows have no column in common that can be compared.", "rows");
        var own = reference.Select(columns);
        var preparation = new PreparationPlan { Steps = [new OneHot { Columns = ColumnSelector.Text }] }.Fit(own, columns, cancellationToken);
        var (left, right) = (preparation.Apply(own), preparation.Apply(others.Select(columns)));
        var features = new FeatureMatrix([.. left.Values, .. right.Values], left.RowCount + right.RowCount, left.Names);
        var side = new float[features.RowCount];
        side.AsSpan(left.RowCount).Fill(1);
        // Shallow and slow: in rows that it learned from, a classifier that can tell single rows apart finds a difference where none is.
        var classifier = new GradientBoosting { Trees = 100, MaxDepth = 2, LearningRate = 0.05, MinChildWeight = 10, Subsample = 0.8 }.Fit(features, side, seed, cancellationToken);
        var odds = classifier.PredictProbability(left);
        var weights = new double[odds.Length];
        for (var row = 0; row < weights.Length; row++)
            weights[row] = Math.Min(MaxWeight, odds[row] / Math.Max(1e-6, 1 - odds[row]) * left.RowCount / right.RowCount);
        var mean = weights.Average();
        return mean > 0 ? Array.ConvertAll(weights, weight => weight / mean) : weights;
    }
}
