using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Learning.Trainers.XGBoost;

namespace Saker.Learning.Tests.Trainers;

public sealed class TreeTrainerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Boosting_predicts_what_python_xgboost_predicts()
    {
        var reference = TreeReference.Load();
        var plain = new GradientBoosting { Trees = 25, LearningRate = 0.1, L2 = 2, MaxDepth = 4, MinChildWeight = 0.5, Subsample = 1, ColumnSample = 1 };
        var sampled = new GradientBoosting { Trees = 25, LearningRate = 0.1, L2 = 2, MaxDepth = 3, MinChildWeight = 1, Subsample = 0.7, ColumnSample = 0.6, Gamma = 0.1 };

        Assert.Equal(reference.Boosting, plain.Fit(reference.TrainMatrix, reference.TrainTarget, 0, Token).PredictProbability(reference.Matrix));
        Assert.Equal(reference.BoostingSampled, sampled.Fit(reference.TrainMatrix, reference.TrainTarget, 7, Token).PredictProbability(reference.Matrix));
    }

    [Fact]
    public void A_forest_grown_tree_by_tree_predicts_what_python_xgboost_grows_in_one_round()
    {
        var reference = TreeReference.Load();
        var forest = new RandomForest { Trees = 20, MaxDepth = 6, MinSamplesLeaf = 3, ColumnSample = 0.5 };
        var probability = forest.Fit(reference.TrainMatrix, reference.TrainTarget, 7, Token).PredictProbability(reference.Matrix);
        GraphOf.Near(reference.Forest, probability, 1e-6);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 40)]
    [InlineData(12, 25)]
    public void The_graph_agrees_on_missing_and_extreme_values(int depth, int trees)
    {
        var (features, target) = ToyRows.Make(2000, missing: true);
        Trainer[] trainers =
        [
            new GradientBoosting { Trees = trees, MaxDepth = depth, LearningRate = 0.3, MinChildWeight = 0 },
            new RandomForest { Trees = trees, MaxDepth = depth, MinSamplesLeaf = 1, ColumnSample = 0.5 },
        ];
        foreach (var fitted in trainers.Select(trainer => trainer.Fit(features, target, 3, Token)))
        {
            GraphOf.AgreesWithEngine(fitted, features);
            GraphOf.AgreesWithEngine(fitted, ToyRows.Make(500, missing: true, seed: 5).Features);
            GraphOf.AgreesWithEngine(fitted, ToyRows.Extremes());
        }
    }

    [Fact]
    public void Values_at_a_threshold_go_the_same_way_in_engine_and_graph()
    {
        var (features, target) = ToyRows.Make(500);
        var trainer = new GradientBoosting { Trees = 20, MaxDepth = 4, Subsample = 1, ColumnSample = 1 };
        var fitted = (BoostedClassifier)trainer.Fit(features, target, 1, Token);
        var model = fitted.Model();
        var thresholds = model.Trees.SelectMany(tree => Enumerable.Range(0, tree.Left.Length).Where(node => !tree.IsLeaf(node)).Select(node => (Feature: tree.Feature[node], Value: tree.Value[node]))).Distinct().ToArray();
        Assert.NotEmpty(thresholds);
        var rows = thresholds.SelectMany(split => new[] { MathF.BitDecrement(split.Value), split.Value, MathF.BitIncrement(split.Value) }.SelectMany(value =>
        {
            var row = features.Row(0).ToArray();
            row[split.Feature] = value;
            return row;
        })).ToArray();
        GraphOf.AgreesWithEngine(fitted, new FeatureMatrix(rows, rows.Length / features.ColumnCount, features.Names));
    }

    [Fact]
    public void Trees_of_a_single_leaf_are_written_too()
    {
        var (features, target) = ToyRows.Make(60);
        Trainer[] trainers = [new GradientBoosting { Trees = 3, Gamma = 1e6 }, new RandomForest { Trees = 3, MinSamplesLeaf = 60 }];
        foreach (var trainer in trainers)
        {
            var fitted = trainer.Fit(features, target, 1, Token);
            Assert.Single(fitted.PredictProbability(features).Distinct());
            GraphOf.AgreesWithEngine(fitted, features);
            GraphOf.AgreesWithEngine(fitted, features.Take([0]));
        }
    }

    [Fact]
    public void A_mixture_of_single_leaves_and_grown_trees_is_written()
    {
        var (features, target) = ToyRows.Make(300);
        var fitted = (BoostedClassifier)new GradientBoosting { Trees = 60, LearningRate = 0.5, Gamma = 4, ColumnSample = 1, Subsample = 1 }.Fit(features, target, 1, Token);
        var sizes = fitted.Model().Trees.Select(tree => tree.Left.Length).ToArray();
        Assert.Contains(1, sizes);
        Assert.Contains(sizes, size => size > 1);
        GraphOf.AgreesWithEngine(fitted, features);
    }

    [Fact]
    public void Rounding_does_not_add_up_over_thousands_of_trees()
    {
        var (features, target) = ToyRows.Make(1000);
        GraphOf.AgreesWithEngine(new GradientBoosting { Trees = 3000, LearningRate = 0.1 }.Fit(features, target, 1, Token), features, 3e-7);
    }

    [Fact]
    public void A_tree_of_a_forest_gives_the_share_of_positives_in_its_leaf()
    {
        var features = new FeatureMatrix([0, 0, 0, 0, 1, 1, 1, 1], 8, ["a"]);
        float[] target = [0, 0, 0, 1, 1, 1, 0, 1];
        var fitted = new RandomForest { Trees = 1, Subsample = 1, ColumnSample = 1, MinSamplesLeaf = 4, MaxDepth = 1 }.Fit(features, target, 1, Token);
        GraphOf.Near([0.25f, 0.25f, 0.25f, 0.25f, 0.75f, 0.75f, 0.75f, 0.75f], fitted.PredictProbability(features), 1e-7);
    }

    [Fact]
    public void More_trees_make_a_better_forest()
    {
        var (features, target) = ToyRows.Make(500);
        var (unseen, unseenTarget) = ToyRows.Make(1000, seed: 8);
        double Auc(int trees) => RankingScores.RocAuc(unseenTarget, new RandomForest { Trees = trees, MinSamplesLeaf = 2, ColumnSample = 0.4 }.Fit(features, target, 1, Token).PredictProbability(unseen));
        Assert.True(Auc(100) > Auc(1) + 0.03);
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        var (features, target) = ToyRows.Make(200);
        Trainer[] trainers = [new GradientBoosting { Trees = 10 }, new RandomForest { Trees = 10 }];
        foreach (var trainer in trainers)
            Assert.NotEqual(trainer.Fit(features, target, 1, Token).PredictProbability(features), trainer.Fit(features, target, 2, Token).PredictProbability(features));
    }

    [Fact]
    public void Missing_values_at_prediction_are_taken_although_training_had_none()
    {
        var (features, target) = ToyRows.Make(300);
        Trainer[] trainers = [new GradientBoosting { Trees = 20 }, new RandomForest { Trees = 20 }];
        foreach (var trainer in trainers)
            GraphOf.AgreesWithEngine(trainer.Fit(features, target, 1, Token), ToyRows.Extremes());
    }

    [Fact]
    public void A_fit_stops_between_trees()
    {
        var (features, target) = ToyRows.Make(2000);
        Trainer[] trainers = [new GradientBoosting { Trees = 10_000, MaxDepth = 8 }, new RandomForest { Trees = 10_000 }];
        foreach (var trainer in trainers)
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            Assert.ThrowsAny<OperationCanceledException>(() => trainer.Fit(features, target, 1, source.Token));
        }
    }

    [Fact]
    public void A_missing_engine_is_said_with_the_command_that_installs_it()
    {
        var error = Assert.Throws<SakerException>(() => XGBoostLibrary.Load("libxgboost-that-is-not-there.so.0"));
        Assert.Equal(ErrorKind.Unavailable, error.Kind);
        Assert.Contains("apt-get install libxgboost0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_the_engine_is_an_error_with_its_reason()
    {
        var (features, target) = ToyRows.Make(20);
        using var matrix = new TrainingMatrix(features, target);
        var booster = new Booster(matrix, [("objective", "no:such")]);
        var error = Assert.Throws<SakerException>(() => booster.Update(0, matrix));
        Assert.Contains("no:such", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Stack trace", error.Message, StringComparison.Ordinal);
    }
}
