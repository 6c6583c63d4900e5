using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Trainers;

/// <summary>What weights of rows mean, for every trainer of the catalogue.</summary>
public sealed class RowWeightTests
{
    public static TheoryData<string> Names => [.. TrainerCatalogue.NamesFor(ScoreTask.Binary)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weighted_fit_equals_one_on_rows_that_are_there_as_often(string name)
    {
        var (features, target) = Few(240);
        var random = new Xoshiro256(5);
        var weights = target.Select(_ => (float)random.Below(4)).ToArray();
        int[] repeated = [.. Enumerable.Range(0, weights.Length).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
        var trainer = WithoutSampling(name);

        var weighted = trainer.Fit(features, target, weights, 1, Token).PredictProbability(features);
        var duplicated = trainer.Fit(features.Take(repeated), [.. repeated.Select(row => target[row])], 1, Token).PredictProbability(features);

        GraphOf.Near(duplicated, weighted, 2e-6);
        var plain = trainer.Fit(features, target, 1, Token).PredictProbability(features);
        Assert.Contains(plain.Zip(weighted), pair => Math.Abs(pair.First - pair.Second) > 0.01);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_of_one_are_no_weights(string name)
    {
        var (features, target) = ToyRows.Make(200);
        var trainer = WithoutSampling(name);
        var weighted = trainer.Fit(features, target, Enumerable.Repeat(1f, 200).ToArray(), 1, Token);
        Assert.Equal(GraphOf.Bytes(trainer.Fit(features, target, 1, Token), 6), GraphOf.Bytes(weighted, 6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_that_do_not_fit_are_refused(string name)
    {
        var (features, target) = ToyRows.Make(50);
        var trainer = WithoutSampling(name);
        foreach (var wrong in (float[][])[new float[49], [.. Enumerable.Repeat(-1f, 50)], [.. Enumerable.Repeat(float.NaN, 50)], [.. target]])
            Assert.Equal("weights", Assert.Throws<SakerException>(() => trainer.Fit(features, target, wrong, 1, Token)).Field);
    }

    // Few values a feature, so that the engine's bins do not depend on how often a value occurs.
    private static (FeatureMatrix Features, float[] Target) Few(int rowCount)
    {
        var (features, target) = ToyRows.Make(rowCount);
        return (new FeatureMatrix([.. features.Values.Select(value => MathF.Round(value * 8))], rowCount, features.Names), target);
    }

    private static Trainer WithoutSampling(string name) => name switch
    {
        "gradient_boosting" => new GradientBoosting { Trees = 20, Subsample = 1, ColumnSample = 1, LearningRate = 0.3 },
        "random_forest" => new RandomForest { Trees = 5, Subsample = 1, ColumnSample = 1 },
        "logistic_regression" => new LogisticRegression(),
        "neural" => new NeuralNetwork { Members = 1, Epochs = 20, Batch = 10_000, Dropout = 0, Patience = 0, LearningRate = 0.05, Optimizer = NetworkOptimizer.Sgd },
        _ => throw new InvalidOperationException($"Say how {name} fits without drawing rows."),
    };
}
