using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers.XGBoost;

namespace Saker.Learning.Trainers;

/// <summary>
/// A random forest (Breiman 2001) grown by XGBoost's histogram splits on the squared error of the 0/1 target, so that each leaf is the share
/// of positives among its rows and the forest's answer is their mean over trees; of numbers likewise, and of several classes with a tree for every class,
/// the shares brought to the sum of 1. Rows are drawn without replacement (0.632 of them, the
/// expected number of distinct rows of a bootstrap), features anew at each split. Missing values take a learned direction.
/// </summary>
public sealed record RandomForest : Trainer
{
    internal const string PublicName = "random_forest";

    private static readonly SettingRange s_trees = new("trees", 1, 10_000);
    private static readonly SettingRange s_maxDepth = new("max_depth", 1, 16);
    private static readonly SettingRange s_minSamplesLeaf = new("min_samples_leaf", 1, 1_000_000);
    private static readonly SettingRange s_subsample = new("subsample", 0.01, 1);
    private static readonly SettingRange s_columnSample = new("column_sample", 0.01, 1);

    public int Trees { get; init; } = 300;

    public int MaxDepth { get; init; } = 8;

    /// <summary>The fewest drawn rows in a leaf, each counted by its weight.</summary>
    public int MinSamplesLeaf { get; init; } = 10;

    /// <summary>The share of rows drawn, without replacement, for each tree.</summary>
    public double Subsample { get; init; } = 0.632;

    /// <summary>The share of features drawn at each split.</summary>
    public double ColumnSample { get; init; } = 0.2;

    public override string Name => PublicName;

    public override string Title => "Random forest";

    public override IReadOnlyDictionary<string, string> Parameters => new Dictionary<string, string>
    {
        [s_trees.Key] = Trees.ToString(CultureInfo.InvariantCulture),
        [s_maxDepth.Key] = MaxDepth.ToString(CultureInfo.InvariantCulture),
        [s_minSamplesLeaf.Key] = MinSamplesLeaf.ToString(CultureInfo.InvariantCulture),
        [s_subsample.Key] = Subsample.ToString(CultureInfo.InvariantCulture),
        [s_columnSample.Key] = ColumnSample.ToString(CultureInfo.InvariantCulture),
    };

    public override double Complexity => Trees * Math.Pow(2, MaxDepth);

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken) => Fit(features, target, [], seed, cancellationToken);

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, CancellationToken cancellationToken)
    {
        Require();
        TrainerInputs.Check(Name, features, target, weights, allowMissing: true);
        using var train = new TrainingMatrix(features, target, weights);
        var booster = new Booster(train, EngineParameters(seed));

        // The gradient of the squared error at 0 is -y and its curvature 1, so the best leaf is the share of positives. Giving the same
        // gradients to every round grows independent trees, one at a time, and so between two of them the fit can be stopped.
        // The weight of a row multiplies both.
        var curvature = weights.ToArray();
        if (weights.IsEmpty)
        {
            curvature = new float[target.Length];
            Array.Fill(curvature, 1);
        }
        var gradient = new float[target.Length];
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = -target[i] * curvature[i];
        Grow(booster, train, gradient, curvature, cancellationToken);
        return new ForestClassifier(booster, features.ColumnCount);
    }

    public override bool Learns(ScoreTask task) => task is ScoreTask.Binary or ScoreTask.Multiclass or ScoreTask.Regression;

    protected override FittedModel FitOther(LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken)
    {
        Require();
        TrainerInputs.Check(Name, task, features, target, weights, allowMissing: true);
        using var train = new TrainingMatrix(features, target);
        var curvature = new float[target.Length * task.Width];
        Array.Fill(curvature, 1);
        if (task.Kind == ScoreTask.Regression)
        {
            var scale = TargetScale.Of(target);
            var trees = new Booster(train, EngineParameters(seed));
            Grow(trees, train, Array.ConvertAll(scale.Apply(target), value => -value), curvature, cancellationToken);
            return new TreeRegressor(Name, trees, features.ColumnCount, scale);
        }
        var booster = new Booster(train, [.. EngineParameters(seed), ("num_class", task.ClassCount.ToString(CultureInfo.InvariantCulture))]);
        var gradient = new float[curvature.Length];
        for (var row = 0; row < target.Length; row++)
            gradient[(row * task.ClassCount) + (int)target[row]] = -1;
        Grow(booster, train, gradient, curvature, cancellationToken);
        return new ForestClasses(booster, features.ColumnCount, task.ClassCount);
    }

    private void Grow(Booster booster, TrainingMatrix train, float[] gradient, float[] curvature, CancellationToken cancellationToken)
    {
        for (var tree = 0; tree < Trees; tree++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            booster.Update(train, gradient, curvature);
        }
    }

    private void Require()
    {
        s_trees.Require(Name, Trees);
        s_maxDepth.Require(Name, MaxDepth);
        s_minSamplesLeaf.Require(Name, MinSamplesLeaf);
        s_subsample.Require(Name, Subsample);
        s_columnSample.Require(Name, ColumnSample);
    }

    internal static RandomForest Read(Settings settings)
    {
        var defaults = new RandomForest();
        return new RandomForest
        {
            Trees = s_trees.Read(settings, defaults.Trees),
            MaxDepth = s_maxDepth.Read(settings, defaults.MaxDepth),
            MinSamplesLeaf = s_minSamplesLeaf.Read(settings, defaults.MinSamplesLeaf),
            Subsample = s_subsample.Read(settings, defaults.Subsample),
            ColumnSample = s_columnSample.Read(settings, defaults.ColumnSample),
        };
    }

    // The learning rate makes the sum over trees their mean; no other shrinkage, or leaves would not be shares.
    private (string Name, string Value)[] EngineParameters(int seed) =>
    [
        ("objective", "reg:squarederror"),
        ("base_score", "0"),
        ("tree_method", "hist"),
        ("learning_rate", (1.0 / Trees).ToString(CultureInfo.InvariantCulture)),
        ("max_depth", MaxDepth.ToString(CultureInfo.InvariantCulture)),
        ("min_child_weight", MinSamplesLeaf.ToString(CultureInfo.InvariantCulture)),
        ("subsample", Subsample.ToString(CultureInfo.InvariantCulture)),
        ("colsample_bynode", ColumnSample.ToString(CultureInfo.InvariantCulture)),
        ("reg_lambda", "0"),
        ("seed", seed.ToString(CultureInfo.InvariantCulture)),
    ];
}
