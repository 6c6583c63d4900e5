using System.Globalization;
using Saker.Learning.Trainers.XGBoost;

namespace Saker.Learning.Estimation;

/// <summary>Boosted trees that predict a loss from features, with how far single losses lie from what it predicts on rows it has not seen.</summary>
internal sealed class LossModel
{
    private const int Rounds = 150;
    private const int FoldCount = 3;

    private readonly Booster _booster;

    private LossModel(Booster booster, double deviation) => (_booster, Deviation) = (booster, deviation);

    /// <summary>The standard deviation of a row's loss around the predicted one, out of fold.</summary>
    public double Deviation { get; }

    public static LossModel Fit(FeatureMatrix features, float[] losses, long seed, CancellationToken cancellationToken)
    {
        var order = new int[losses.Length];
        for (var row = 0; row < order.Length; row++)
            order[row] = row;
        new Xoshiro256(seed).Shuffle(order);
        var squares = 0.0;
        for (var fold = 0; fold < FoldCount; fold++)
        {
            int[] held = [.. order.Where((_, place) => place % FoldCount == fold)], kept = [.. order.Where((_, place) => place % FoldCount != fold)];
            var predicted = Train(features.Take(kept), [.. kept.Select(row => losses[row])], seed, cancellationToken).Predict(features.Take(held));
            for (var i = 0; i < held.Length; i++)
                squares += Math.Pow(losses[held[i]] - Math.Max(0, predicted[i]), 2);
        }
        return new LossModel(Train(features, losses, seed, cancellationToken), Math.Sqrt(squares / losses.Length));
    }

    /// <summary>The mean of the predicted losses, none of which is below 0.</summary>
    public double MeanOf(FeatureMatrix features)
    {
        var sum = 0.0;
        foreach (var loss in _booster.Predict(features))
            sum += Math.Max(0, loss);
        return sum / features.RowCount;
    }

    // Shallow trees with large leaves: single losses are mostly noise, and what is wanted is where they are large.
    private static Booster Train(FeatureMatrix features, float[] losses, long seed, CancellationToken cancellationToken)
    {
        using var train = new TrainingMatrix(features, losses);
        var booster = new Booster(train,
        [
            ("objective", "reg:squarederror"),
            ("base_score", losses.Average().ToString(CultureInfo.InvariantCulture)),
            ("tree_method", "hist"),
            ("learning_rate", "0.05"),
            ("max_depth", "4"),
            ("min_child_weight", "20"),
            ("subsample", "0.8"),
            ("colsample_bytree", "0.8"),
            ("reg_lambda", "1"),
            ("seed", ((int)(seed & int.MaxValue)).ToString(CultureInfo.InvariantCulture)),
        ]);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            booster.Update(round, train);
        }
        return booster;
    }
}
