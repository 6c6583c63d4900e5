using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Trainers;

/// <summary>What every trainer of numbers, and of several classes, must do; a new one is found by its name.</summary>
public sealed class OtherTaskTests
{
    private const int ClassCount = 3;

    public static TheoryData<string, ScoreTask> Cases
    {
        get
        {
            var cases = new TheoryData<string, ScoreTask>();
            foreach (var task in (ScoreTask[])[ScoreTask.Regression, ScoreTask.Multiclass])
                foreach (var name in TrainerCatalogue.NamesFor(task))
                    cases.Add(name, task);
            return cases;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_learns_what_the_features_tell(string name, ScoreTask task)
    {
        var (features, target) = Make(task, 500);
        var (unseen, unseenTarget) = Make(task, 400, seed: 2);

        var predicted = Fit(name, task, features, target).Predict(unseen);

        if (task == ScoreTask.Regression)
            Assert.InRange(ScoreCatalogue.Get(task, "r2").Compute(unseenTarget, predicted), 0.6, 1);
        else
            Assert.InRange(ScoreCatalogue.Get(task, "accuracy").Compute(unseenTarget, predicted), 0.7, 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_graph_gives_what_the_engine_gives_row_by_row_and_in_a_batch(string name, ScoreTask task)
    {
        var (features, target) = Make(task, 300);
        var fitted = Fit(name, task, features, target);
        var width = TaskOf(task).Width;
        using var session = new OnnxSession(Bytes(fitted, features.ColumnCount, width));
        var tolerance = task == ScoreTask.Regression ? 1e-5 * 100_000 : 1e-6;

        var expected = fitted.Predict(features);
        GraphOf.Near(expected, Run(session, features, width), tolerance);
        GraphOf.Near(expected[..(5 * width)], [.. Enumerable.Range(0, 5).SelectMany(row => Run(session, features.Take([row]), width))], tolerance);
        Assert.Equal(expected[..(5 * width)], Enumerable.Range(0, 5).SelectMany(row => fitted.Predict(features.Take([row]))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_seed_gives_the_same_bytes(string name, ScoreTask task)
    {
        var (features, target) = Make(task, 150);
        var bytes = Enumerable.Range(0, 2).Select(_ => Bytes(Fit(name, task, features, target), features.ColumnCount, TaskOf(task).Width)).ToArray();
        Assert.Equal(bytes[0], bytes[1]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Targets_that_are_no_numbers_or_no_classes_are_refused(string name, ScoreTask task)
    {
        var (features, target) = Make(task, 60);
        target[7] = task == ScoreTask.Regression ? float.NaN : 1.5f;
        Assert.Equal("target", Assert.Throws<SakerException>(() => Fit(name, task, features, target)).Field);
        Assert.Equal("target", Assert.Throws<SakerException>(() => Fit(name, task, features, target[1..])).Field);
        Assert.Equal("weights", Assert.Throws<SakerException>(() => Small(name).Fit(TaskOf(task), features, Make(task, 60).Target, new float[60], 1, FitWatch.None, Token)).Field);
    }

    [Fact]
    public void Linear_regression_is_where_the_gradient_of_the_penalised_squares_is_zero()
    {
        var (features, target) = Make(ScoreTask.Regression, 200);
        var fitted = (LinearModel)new LinearRegression { L2 = 3 }.Fit(LearningTask.Regression, features, target, [], 1, FitWatch.None, Token);

        var errors = Enumerable.Range(0, features.RowCount).Select(row => fitted.Intercept + features.Row(row).ToArray().Zip(fitted.Coefficients, (value, weight) => value * weight).Sum() - target[row]).ToArray();
        Assert.Equal(0, errors.Average(), 1e-3);
        for (var i = 0; i < features.ColumnCount; i++)
            Assert.Equal(0, (errors.Select((error, row) => error * features.Row(row)[i]).Sum() + (3 * fitted.Coefficients[i])) / 100_000, 1e-5);
    }

    [Fact]
    public void Several_classes_share_one_softmax_whose_gradient_is_zero()
    {
        var (features, target) = Make(ScoreTask.Multiclass, 200);
        var fitted = new LogisticRegression { L2 = 2 }.Fit(LearningTask.Classes(ClassCount), features, target, [], 1, FitWatch.None, Token);

        var probabilities = fitted.Predict(features);
        Assert.Empty(fitted.Warnings);
        for (var own = 0; own < ClassCount; own++)
            Assert.Equal(target.Count(value => value == own), Enumerable.Range(0, target.Length).Sum(row => (double)probabilities[(row * ClassCount) + own]), 1e-3);
    }

    [Fact]
    public void A_trainer_that_does_not_learn_a_task_says_which_do()
    {
        var (features, target) = Make(ScoreTask.Regression, 30);
        var refused = Assert.Throws<SakerException>(() => new LogisticRegression().Fit(LearningTask.Regression, features, target, [], 1, FitWatch.None, Token));
        Assert.Contains("linear_regression", refused.Message, StringComparison.Ordinal);
        Assert.Contains("logistic_regression", Assert.Throws<SakerException>(() => new LinearRegression().Fit(features, target, 1, Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_take_a_direction_in_trees_of_every_task()
    {
        foreach (var task in (ScoreTask[])[ScoreTask.Regression, ScoreTask.Multiclass])
        {
            var (features, target) = Make(task, 200);
            for (var i = 0; i < features.Values.Length; i += 7)
                features.Values[i] = float.NaN;
            var fitted = Fit("gradient_boosting", task, features, target);
            var width = TaskOf(task).Width;
            using var session = new OnnxSession(Bytes(fitted, features.ColumnCount, width));
            GraphOf.Near(fitted.Predict(features), Run(session, features, width), task == ScoreTask.Regression ? 1 : 1e-6);
        }
    }

    [Fact]
    public void Trees_of_numbers_far_from_zero_are_served_to_the_last_digit()
    {
        // A million with a deviation of about 20: every sum in float32 that begins with the mean is rounded by 0.03.
        var (features, target) = Make(ScoreTask.Regression, 300);
        float[] far = [.. target.Select(value => 1e6f + (value / 5_000))];
        var fitted = new GradientBoosting { Trees = 300, LearningRate = 0.05 }.Fit(LearningTask.Regression, features, far, [], 1, FitWatch.None, Token);

        using var session = new OnnxSession(Bytes(fitted, features.ColumnCount, 1));
        GraphOf.Near(fitted.Predict(features), Run(session, features, 1), 0.07);
    }

    [Fact]
    public void One_rare_class_does_not_keep_the_others_from_stopping_early()
    {
        var (features, target) = Make(ScoreTask.Multiclass, 120);
        for (var row = 0; row < target.Length; row++)
            target[row] = row < 3 ? 2 : row % 2;
        var network = new NeuralNetwork { Members = 1, Epochs = 4, Width = 4, Batch = 32, Patience = 2, Validation = 0.15 };

        Assert.NotNull(LastLossHeldOut(network, features, target, out var warnings));
        Assert.DoesNotContain(warnings, warning => warning.Contains("hold some out", StringComparison.Ordinal));
        // Where no class has rows to spare, that is told.
        Assert.Null(LastLossHeldOut(network, features.Take([0, 1, 2, 3, 4, 5, 6, 7]), target[..8], out var few));
        Assert.Single(few, warning => warning.Contains("raise 'validation'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_among_fifty_is_told_apart_by_boosted_trees_as_they_are()
    {
        // One feature tells the class; at the start a row of 50 classes counts 0.04 towards the least curvature of a leaf, which is 5.
        float[] target = [.. Enumerable.Range(0, 2_000).Select(row => (float)(row % 50))];
        var features = new FeatureMatrix([.. target.Select(own => own + 0.25f)], target.Length, ["place"]);

        var fitted = new GradientBoosting { Trees = 20, LearningRate = 0.3, MaxDepth = 6, ColumnSample = 1 }.Fit(LearningTask.Classes(50), features, target, [], 1, FitWatch.None, Token);

        Assert.InRange(ScoreCatalogue.Get(ScoreTask.Multiclass, "accuracy").Compute(target, fitted.Predict(features)), 0.9, 1);
    }

    [Fact]
    public void The_predicted_class_is_the_most_probable_one_and_of_equal_ones_the_first()
    {
        var rows = ClassAnswers.Of(["a", "b", "c"], [0, 1, 2], [0.4f, 0.4f, 0.2f, 0.1f, 0.8f, 0.1f, 0.2f, 0.2f, 0.6f]);
        Assert.Equal([0, 1, 2], rows.Predicted.ToArray());
    }

    private static LearningTask TaskOf(ScoreTask task) => task == ScoreTask.Regression ? LearningTask.Regression : LearningTask.Classes(ClassCount);

    private static FittedModel Fit(string name, ScoreTask task, FeatureMatrix features, float[] target) => Small(name).Fit(TaskOf(task), features, target, [], 1, FitWatch.None, Token);

    private static double? LastLossHeldOut(NeuralNetwork network, FeatureMatrix features, float[] target, out IReadOnlyList<string> warnings)
    {
        var heard = new Heard();
        warnings = network.Fit(LearningTask.Classes(ClassCount), features, target, [], 1, new FitWatch { Rounds = heard }, Token).Warnings;
        return heard.Last!.Metrics.TryGetValue("validation_loss", out var loss) ? loss : null;
    }

    private sealed class Heard : IProgress<FitProgress>
    {
        public FitProgress? Last { get; private set; }

        public void Report(FitProgress value) => Last = value;
    }

    private static Trainer Small(string name) => name switch
    {
        "gradient_boosting" => new GradientBoosting { Trees = 60, LearningRate = 0.1 },
        "random_forest" => new RandomForest { Trees = 60, ColumnSample = 0.6, MinSamplesLeaf = 3 },
        "neural" => new NeuralNetwork { Members = 1, Epochs = 30, Width = 16, Batch = 32, LearningRate = 0.01, Dropout = 0, Bins = 8 },
        "logistic_regression" => new LogisticRegression(),
        _ => new LinearRegression(),
    };

    /// <summary>A price of the size of houses, or which of three it is by its price.</summary>
    private static (FeatureMatrix Features, float[] Target) Make(ScoreTask task, int rowCount, int seed = 1)
    {
        var (features, _) = ToyRows.Make(rowCount, seed: seed);
        var chance = new Xoshiro256(seed + 100);
        var target = new float[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            var values = features.Row(row);
            var noise = (chance.Below(1_000) / 1_000f) - 0.5f;
            var worth = values[0] + (0.5f * values[1]) + (0.2f * noise);
            target[row] = task == ScoreTask.Regression ? 200_000 + (100_000 * worth) : worth < -0.35f ? 0 : worth < 0.35f ? 1 : 2;
        }
        return (features, target);
    }

    private static byte[] Bytes(FittedModel fitted, int featureCount, int width)
    {
        var graph = new GraphBuilder("model");
        var features = graph.Input("features", ElementType.Float32, -1, featureCount);
        graph.Output("answers", fitted.Emit(graph, features), -1, width);
        return graph.Build().ToBytes();
    }

    private static float[] Run(OnnxSession session, FeatureMatrix features, int width)
    {
        var output = Assert.Single(session.Run(new Dictionary<string, Tensor> { ["features"] = Tensor.Of(features.Values, features.RowCount, features.ColumnCount) }));
        Assert.Equal([features.RowCount, width], output.Shape);
        return output.Span<float>().ToArray();
    }
}
