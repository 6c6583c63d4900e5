using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers.XGBoost;

namespace Saker.Learning.Trainers;

/// <summary>
/// Gradient-boosted trees, by XGBoost (Chen and Guestrin 2016) with histogram splits: on the logistic loss for two classes, on the softmax of one sum of trees
/// per class for several, on the squared error for numbers. Missing values take a learned direction in each split. The start is the log odds of the positive
/// class in the training rows, or the mean of the numbers, which are learned in deviations from it so that <c>gamma</c> means the same in every unit.
/// </summary>
public sealed record GradientBoosting : Trainer
{
    internal const string PublicName = "gradient_boosting";

    private const double TwoClassCurvature = 0.25;

    private static readonly SettingRange s_trees = new("trees", 1, 10_000);
    private static readonly SettingRange s_learningRate = new("learning_rate", 1e-6, 1);
    private static readonly SettingRange s_maxDepth = new("max_depth", 1, 16);
    private static readonly SettingRange s_minChildWeight = new("min_child_weight", 0, 1e9);
    private static readonly SettingRange s_subsample = new("subsample", 0.01, 1);
    private static readonly SettingRange s_columnSample = new("column_sample", 0.01, 1);
    private static readonly SettingRange s_l2 = new("l2", 0, 1e9);
    private static readonly SettingRange s_gamma = new("gamma", 0, 1e9);

    /// <summary>Boosting rounds, one tree each; of several classes a tree for every class.</summary>
    public int Trees { get; init; } = 300;

    /// <summary>Shrinks each tree's contribution.</summary>
    public double LearningRate { get; init; } = 0.03;

    public int MaxDepth { get; init; } = 3;

    /// <summary>
    /// The least curvature of a leaf: the sum of p(1-p) over its rows for two classes, of 2p(1-p) for several, the number of rows for numbers. Of more than six classes it is lowered, so that a leaf of
    /// the first trees needs no more rows than of two classes in halves.
    /// </summary>
    public double MinChildWeight { get; init; } = 5;

    /// <summary>The share of rows drawn, without replacement, for each tree.</summary>
    public double Subsample { get; init; } = 0.6;

    /// <summary>The share of features drawn for each tree.</summary>
    public double ColumnSample { get; init; } = 0.5;

    /// <summary>Ridge penalty on leaf values.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>The least gain of a split.</summary>
    public double Gamma { get; init; }

    public override string Name => PublicName;

    public override string Title => "Gradient boosting";

    public override IReadOnlyDictionary<string, string> Parameters => new Dictionary<string, string>
    {
        [s_trees.Key] = Trees.ToString(CultureInfo.InvariantCulture),
        [s_learningRate.Key] = LearningRate.ToString(CultureInfo.InvariantCulture),
        [s_maxDepth.Key] = MaxDepth.ToString(CultureInfo.InvariantCulture),
        [s_minChildWeight.Key] = MinChildWeight.ToString(CultureInfo.InvariantCulture),
        [s_subsample.Key] = Subsample.ToString(CultureInfo.InvariantCulture),
        [s_columnSample.Key] = ColumnSample.ToString(CultureInfo.InvariantCulture),
        [s_l2.Key] = L2.ToString(CultureInfo.InvariantCulture),
        [s_gamma.Key] = Gamma.ToString(CultureInfo.InvariantCulture),
    };

    public override double Complexity => Trees * Math.Pow(2, MaxDepth);

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken) => Fit(features, target, [], seed, cancellationToken);

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, CancellationToken cancellationToken)
    {
        Require();
        TrainerInputs.Check(Name, features, target, weights, allowMissing: true);
        using var train = new TrainingMatrix(features, target, weights);
        var booster = Grow(train, EngineParameters("binary:logistic", (float)TrainerInputs.PositiveShare(target, weights), seed), cancellationToken);
        return new BoostedClassifier(booster, features.ColumnCount);
    }

    public override bool Learns(ScoreTask task) => task is ScoreTask.Binary or ScoreTask.Multiclass or ScoreTask.Regression;

    protected override FittedModel FitOther(LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken)
    {
        Require();
        TrainerInputs.Check(Name, task, features, target, weights, allowMissing: true);
        if (task.Kind == ScoreTask.Regression)
        {
            var scale = TargetScale.Of(target);
            using var numbers = new TrainingMatrix(features, scale.Apply(target));
            return new TreeRegressor(Name, Grow(numbers, EngineParameters("reg:squarederror", 0, seed), cancellationToken), features.ColumnCount, scale);
        }
        using var classes = new TrainingMatrix(features, target);
        var own = this with { MinChildWeight = MinChildWeight * Math.Min(1, CurvatureOf(task.ClassCount) / TwoClassCurvature) };
        (string, string)[] parameters = [.. own.EngineParameters("multi:softprob", 0, seed), ("num_class", task.ClassCount.ToString(CultureInfo.InvariantCulture))];
        return new BoostedClasses(Grow(classes, parameters, cancellationToken), features.ColumnCount, task.ClassCount);
    }

    // That of one row at the start, where every class is as probable; the engine takes it twice for several classes.
    private static double CurvatureOf(int classCount) => 2.0 * (classCount - 1) / classCount / classCount;

    private Booster Grow(TrainingMatrix train, IReadOnlyList<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        var booster = new Booster(train, parameters);
        for (var round = 0; round < Trees; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            booster.Update(round, train);
        }
        return booster;
    }

    private void Require()
    {
        s_trees.Require(Name, Trees);
        s_learningRate.Require(Name, LearningRate);
        s_maxDepth.Require(Name, MaxDepth);
        s_minChildWeight.Require(Name, MinChildWeight);
        s_subsample.Require(Name, Subsample);
        s_columnSample.Require(Name, ColumnSample);
        s_l2.Require(Name, L2);
        s_gamma.Require(Name, Gamma);
    }

    internal static GradientBoosting Read(Settings settings)
    {
        var defaults = new GradientBoosting();
        return new GradientBoosting
        {
            Trees = s_trees.Read(settings, defaults.Trees),
            LearningRate = s_learningRate.Read(settings, defaults.LearningRate),
            MaxDepth = s_maxDepth.Read(settings, defaults.MaxDepth),
            MinChildWeight = s_minChildWeight.Read(settings, defaults.MinChildWeight),
            Subsample = s_subsample.Read(settings, defaults.Subsample),
            ColumnSample = s_columnSample.Read(settings, defaults.ColumnSample),
            L2 = s_l2.Read(settings, defaults.L2),
            Gamma = s_gamma.Read(settings, defaults.Gamma),
        };
    }

    private (string Name, string Value)[] EngineParameters(string objective, float start, int seed) =>
    [
        ("objective", objective),
        ("base_score", start.ToString(CultureInfo.InvariantCulture)),
        ("tree_method", "hist"),
        ("learning_rate", LearningRate.ToString(CultureInfo.InvariantCulture)),
        ("max_depth", MaxDepth.ToString(CultureInfo.InvariantCulture)),
        ("min_child_weight", MinChildWeight.ToString(CultureInfo.InvariantCulture)),
        ("subsample", Subsample.ToString(CultureInfo.InvariantCulture)),
        ("colsample_bytree", ColumnSample.ToString(CultureInfo.InvariantCulture)),
        ("reg_lambda", L2.ToString(CultureInfo.InvariantCulture)),
        ("gamma", Gamma.ToString(CultureInfo.InvariantCulture)),
        ("seed", seed.ToString(CultureInfo.InvariantCulture)),
    ];
}
