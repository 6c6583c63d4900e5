using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Testing;

namespace Saker.Learning.Tests.Trainers.Neural;

public sealed class NeuralNetworkTests
{
    private static readonly NeuralNetwork s_small = new() { Members = 2, Epochs = 6 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_customers_who_leave_it_is_as_good_as_boosted_trees_on_the_same_split()
    {
        var table = await DataSources.Open(Path.Combine(Checkout.Root, "examples", "churn", "data", "telco_churn.csv")).ReadAllAsync(Token);
        var target = table.Get<string>("Churn").Values.ToArray().Select(answer => answer == "Yes" ? 1f : 0f).ToArray();
        string[] inputs = [.. table.Schema.Select(column => column.Name).Where(name => name is not ("Churn" or "customerID" or "TotalCharges"))];
        var fold = StratifiedFolds.Create(target, 5, 42)[1];
        int[] train = [.. fold.Train], validation = [.. fold.Validation];
        var preparation = PreparationPlan.Default.Fit(table.Take(train), inputs, Token);
        var (seen, unseen) = (preparation.Apply(table.Take(train)), preparation.Apply(table.Take(validation)));

        double Auc(Trainer trainer) =>
            RankingScores.RocAuc([.. validation.Select(row => target[row])], trainer.Fit(seen, [.. train.Select(row => target[row])], 42, Token).PredictProbability(unseen));

        var (network, trees) = (Auc(new NeuralNetwork { Members = 2 }), Auc(new GradientBoosting { MaxDepth = 2 }));
        Assert.True(network > trees - 0.005, FormattableString.Invariant($"network {network:0.0000}, trees {trees:0.0000}"));
    }

    [Fact]
    public void It_tells_the_losses_of_each_epoch_of_each_network()
    {
        var (features, target) = ToyRows.Make(200);
        var told = new Told();
        s_small.Fit(features, target, [], 1, told, Token);
        Assert.Equal([(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (0, 6), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6)], told.All.Select(one => (one.Part, one.Round)));
        Assert.All(told.All, one => Assert.Equal(["train_loss", "validation_loss"], one.Metrics.Keys));
    }

    [Fact]
    public void Categories_may_be_embedded_and_the_graph_agrees()
    {
        var chance = new Xoshiro256(3);
        var (values, target) = (new float[400 * 6], new float[400]);
        for (var row = 0; row < 400; row++)
        {
            var category = chance.Below(4);
            values[row * 6] = (float)chance.NextNormal();
            values[row * 6 + 1 + category] = 1;
            values[row * 6 + 5] = chance.Below(2);
            target[row] = (category % 2 == 0) ^ (chance.Below(10) == 0) ? 1 : 0;
        }
        var features = new FeatureMatrix(values, 400, ["a", "c=w", "c=x", "c=y", "c=z", "b"]);
        var fitted = new NeuralNetwork { Members = 1, Epochs = 60, Batch = 32, Embeddings = 2 }.Fit(features, target, 1, Token);

        Assert.True(RankingScores.RocAuc(target, fitted.PredictProbability(features)) > 0.85);
        GraphOf.AgreesWithEngine(fitted, features);
    }

    [Fact]
    public void What_training_never_saw_gives_probabilities_in_engine_and_graph_alike()
    {
        var (features, target) = ToyRows.Make(200);
        var fitted = s_small.Fit(features, target, 1, Token);
        var extremes = ToyRows.Extremes();
        for (var i = 0; i < extremes.Values.Length; i++)
            extremes.Values[i] = float.IsNaN(extremes.Values[i]) ? 0 : extremes.Values[i];
        GraphOf.AgreesWithEngine(fitted, extremes);
        extremes.Values[4] = float.NaN;
        Assert.Equal("f4", Assert.Throws<SakerException>(() => fitted.PredictProbability(extremes)).Field);
    }

    [Fact]
    public void Too_few_rows_to_hold_some_out_are_all_learned_from()
    {
        var (features, target) = ToyRows.Make(8);
        Assert.All(s_small.Fit(features, target, 1, Token).PredictProbability(features), value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void A_rate_that_is_too_large_is_named()
    {
        var (features, target) = ToyRows.Make(100);
        var error = Assert.Throws<SakerException>(() => (s_small with { LearningRate = 10, Optimizer = NetworkOptimizer.Sgd, WeightDecay = 1000, Epochs = 40, Patience = 0 }).Fit(features, target, 1, Token));
        Assert.Equal("learning_rate", error.Field);
        Assert.Contains("gradient", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_hidden_layers_it_counts_as_one_formula() => Assert.Equal([1, 4096], new[] { new NeuralNetwork { Layers = 0 }.Complexity, new NeuralNetwork { Members = 2 }.Complexity });

    private sealed class Told : IProgress<FitProgress>
    {
        public List<FitProgress> All { get; } = [];

        public void Report(FitProgress value) => All.Add(value);
    }
}
