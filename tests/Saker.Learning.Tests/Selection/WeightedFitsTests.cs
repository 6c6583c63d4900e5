using System.Collections.Concurrent;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Tests.Selection;

/// <summary>Rows that count more count so in every fit that measures something, not in the final one alone.</summary>
public sealed class WeightedFitsTests
{
    private const int RowCount = 80;
    private static readonly float[] s_target = [.. Enumerable.Range(0, RowCount).Select(row => row % 2 == 0 ? 1f : 0f)];
    private static readonly FeatureMatrix s_features = new([.. Enumerable.Range(0, RowCount).Select(row => row / (float)RowCount)], RowCount, ["place"]);
    private readonly ConcurrentBag<float[]> _seen = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeTrainer Trainer => new(0, Weighed: _seen.Add);

    [Fact]
    public void Nested_cross_validation_weighs_the_inner_and_the_outer_fits()
    {
        var nested = NestedFold.Create(StratifiedFolds.Create(s_target, 4, seed: 1), train => StratifiedFolds.Create([.. train.Select(row => s_target[row])], 3, seed: 2));
        var settings = new CrossValidation { Score = ScoreCatalogue.Get("roc_auc"), Seed = 1, MaxDegree = 1, Rule = new SelectionRule { Preference = SelectionPreference.BestMean } };

        NestedCrossValidation.Run(settings, [new("one", Trainer), new("other", Trainer)], nested, Prepare, Token);

        // Two candidates on the inner folds, the better one on each outer.
        Assert.Equal((4 * 3 * 2) + 4, _seen.Count);
        Assert.All(_seen, weights => Assert.Contains(3f, weights));
    }

    [Fact]
    public void A_learning_curve_is_that_of_weighted_rows()
    {
        var points = LearningCurve.Compute(Trainer, ScoreCatalogue.Get("roc_auc"), s_target, StratifiedFolds.Create(s_target, 3, seed: 1), Prepare, seed: 1, Token);

        Assert.Equal(points.Count * 3, _seen.Count);
        Assert.All(_seen, weights => Assert.Contains(3f, weights));
    }

    // Positive rows count three times.
    private static PreparedFold Prepare(Fold fold, CancellationToken cancellationToken) => new()
    {
        Train = s_features.Take([.. fold.Train]),
        TrainTarget = [.. fold.Train.Select(row => s_target[row])],
        TrainWeights = [.. fold.Train.Select(row => s_target[row] == 1f ? 3f : 1f)],
        Validation = s_features.Take([.. fold.Validation]),
        ValidationTarget = [.. fold.Validation.Select(row => s_target[row])],
    };
}
