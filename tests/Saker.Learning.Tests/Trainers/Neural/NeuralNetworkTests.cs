using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Neural.Training;
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
        s_small.Fit(features, target, [], 1, new FitWatch { Rounds = told }, Token);
        Assert.Equal([(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (0, 6), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6)], told.All.Select(one => (one.Part, one.Round)));
        Assert.All(told.All, one => Assert.Equal(["train_loss", "validation_loss"], one.Metrics.Keys));
        Assert.Equal([1 / 12.0, 0.5, 1], new[] { 0, 5, 11 }.Select(at => told.All[at].Share));
        Assert.True(told.All[0].Remaining > TimeSpan.Zero && told.All[5].Remaining > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, told.All[11].Remaining);
    }

    [Fact]
    public void A_fit_that_was_stopped_goes_on_where_it_was_and_one_of_other_rows_does_not()
    {
        using var folder = new FolderOfTest();
        var (features, target) = ToyRows.Make(200);
        var whole = s_small.Fit(features, target, 1, Token).PredictProbability(features);
        var checkpoints = new TrainingCheckpoints { Folder = folder.Path, IsOptional = true };
        using var stop = new CancellationTokenSource();
        var stopped = new Told { After = 8, Do = stop.Cancel };
        Assert.ThrowsAny<OperationCanceledException>(() => s_small.Fit(features, target, [], 1, new FitWatch { Rounds = stopped, Checkpoints = checkpoints }, stop.Token));

        var told = new Told();
        var fitted = s_small.Fit(features, target, [], 1, new FitWatch { Rounds = told, Checkpoints = checkpoints }, Token);
        Assert.Equal(whole, fitted.PredictProbability(features));
        Assert.Equal([(1, 3), (1, 4), (1, 5), (1, 6)], told.All.Select(one => (one.Part, one.Round)));
        Assert.Empty(fitted.Warnings);
        var other = new Told();
        s_small.Fit(features, target, [], 2, new FitWatch { Rounds = other, Checkpoints = checkpoints }, Token);
        Assert.Equal(12, other.All.Count);
    }

    [Fact]
    public void A_fit_whose_state_is_damaged_or_cannot_be_kept_says_so_and_is_made_all_the_same()
    {
        using var folder = new FolderOfTest();
        var (features, target) = ToyRows.Make(100);
        var watch = new FitWatch { Checkpoints = new TrainingCheckpoints { Folder = folder.Path, IsOptional = true } };
        var whole = s_small.Fit(features, target, [], 1, watch, Token).PredictProbability(features);
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            File.WriteAllBytes(file, [1, 2, 3]);
        var anew = s_small.Fit(features, target, [], 1, watch, Token);
        Assert.Equal(whole, anew.PredictProbability(features));
        Assert.Contains(anew.Warnings, warning => warning.Contains("began anew", StringComparison.Ordinal));

        var file2 = Path.Combine(folder.Path, "file");
        File.WriteAllText(file2, "");
        var unkept = s_small.Fit(features, target, [], 1, new FitWatch { Checkpoints = new TrainingCheckpoints { Folder = file2, IsOptional = true } }, Token);
        Assert.Equal(whole, unkept.PredictProbability(features));
        Assert.Contains(unkept.Warnings, warning => warning.Contains("cannot be kept", StringComparison.Ordinal));
    }

    [Fact]
    public void Fits_that_are_short_keep_nothing()
    {
        using var folder = new FolderOfTest();
        var (features, target) = ToyRows.Make(100);
        s_small.Fit(features, target, [], 1, new FitWatch { Checkpoints = new TrainingCheckpoints { Folder = folder.Path, MinInterval = TimeSpan.FromHours(1) } }, Token);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Balanced_classes_count_as_much_however_few_rows_one_has()
    {
        var chance = new Xoshiro256(5);
        var values = Enumerable.Range(0, 600).Select(_ => (float)chance.NextNormal()).ToArray();
        var target = values.Select((value, row) => row % 10 == 0 ? 1f : 0f).ToArray();
        var features = new FeatureMatrix(values, 600, ["a"]);
        double Mean(NeuralNetwork network) => network.Fit(features, target, 1, Token).PredictProbability(features).Average(value => (double)value);
        var plain = new NeuralNetwork { Members = 1, Epochs = 10, Layers = 0 };
        Assert.InRange(Mean(plain), 0.05, 0.15);
        Assert.InRange(Mean(plain with { HasBalancedClasses = true }), 0.4, 0.6);
    }

    [Fact]
    public void Mixed_rows_are_learned_from_and_make_another_network()
    {
        var (features, target) = ToyRows.Make(300);
        var (plain, mixed) = (s_small.Fit(features, target, 1, Token).PredictProbability(features), (s_small with { Mixup = 0.4 }).Fit(features, target, 1, Token).PredictProbability(features));
        Assert.NotEqual(plain, mixed);
        Assert.True(RankingScores.RocAuc(target, mixed) > RankingScores.RocAuc(target, plain) - 0.1);
        Assert.Equal("mixup", Assert.Throws<SakerException>(() => (s_small with { Mixup = -1 }).Fit(features, target, 1, Token)).Field);
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

        public int After { get; init; }

        public Action? Do { get; init; }

        public void Report(FitProgress value)
        {
            All.Add(value);
            if (All.Count == After)
                Do?.Invoke();
        }
    }

    private sealed class FolderOfTest : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("saker-fits-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
