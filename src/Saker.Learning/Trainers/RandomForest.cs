using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Trainers;

/// <summary>
/// A random forest (Breiman 2001) grown by XGBoost's histogram splits on the squared error of the 0/1 target, so that each leaf is the share
/// of positives among its rows and the forest's answer is their mean over trees. Rows are drawn without replacement (0.632 of them, the
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

    public int MaxDepth { get; init; } = 12;

    /// <summary>The fewest drawn rows in a leaf.</summary>
    public int MinSamplesLeaf { get; init; } = 20;

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

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken)
    {
        s_trees.Require(Name, Trees);
        s_maxDepth.Require(Name, MaxDepth);
        s_minSamplesLeaf.Require(Name, MinSamplesLeaf);
        s_subsample.Require(Name, Subsample);
        s_columnSample.Require(Name, ColumnSample);
        TrainerInputs.Check(Name, features, target, allowMissing: true);
        throw new NotImplementedException();
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
}
