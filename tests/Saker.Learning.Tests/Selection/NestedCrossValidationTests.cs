using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Tests.Selection;

public sealed class NestedCrossValidationTests
{
    private const int RowCount = 80;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_outer_fold_chooses_by_its_own_inner_folds_and_is_measured_on_rows_they_never_saw()
    {
        var generator = new Xoshiro256(4);
        float[] target = [.. Enumerable.Range(0, RowCount).Select(row => row % 2 == 0 ? 1f : 0f)];
        // Feature 0 is noise; feature 1 tells the target.
        var features = new FeatureMatrix([.. Enumerable.Range(0, RowCount).SelectMany(row => new[] { (float)generator.NextDouble(), (float)((0.5 * target[row]) + (0.5 * generator.NextDouble())) })], RowCount, ["noise", "signal"]);
        var outer = StratifiedFolds.Create(target, 4, seed: 1);
        var nested = NestedFold.Create(outer, train => StratifiedFolds.Create([.. train.Select(row => target[row])], 3, seed: 2));
        var seen = new System.Collections.Concurrent.ConcurrentBag<Fold>();
        var settings = new CrossValidation { Score = ScoreCatalogue.Get("roc_auc"), Seed = 1, MaxDegree = 2, Rule = new SelectionRule { Preference = SelectionPreference.BestMean } };

        var result = NestedCrossValidation.Run(settings, [new("noise", new FakeTrainer(0)), new("signal", new FakeTrainer(1))], nested, Prepare, Token);

        Assert.All(result.Folds, fold => Assert.Equal("signal", fold.Chosen));
        var expected = outer.Select(fold => RankingScores.RocAuc([.. fold.Validation.Select(row => target[row])], [.. fold.Validation.Select(row => features.Row(row)[1])])).ToArray();
        Assert.Equal(expected, result.Folds.Select(fold => fold.Score));
        Assert.Equal(expected.Average(), result.Mean, 1e-15);
        Assert.Equal(4 * (3 + 1), seen.Count);

        // Made anew for each outer fold, from rows of its inner ones alone.
        var asked = new List<NestedFold>();
        var searched = await NestedCrossValidation.RunAsync(settings, (fold, _) =>
        {
            asked.Add(fold);
            return Task.FromResult<IReadOnlyList<Candidate>>([new($"signal of {asked.Count}", new FakeTrainer(1))]);
        }, nested, Prepare, Token);
        Assert.Equal(nested, asked);
        Assert.All(asked, fold => Assert.All(fold.Inner, inner => Assert.Empty(inner.Train.Concat(inner.Validation).Intersect(fold.Outer.Validation))));
        Assert.Equal(["signal of 1", "signal of 2", "signal of 3", "signal of 4"], searched.Folds.Select(fold => fold.Chosen));
        Assert.Equal(expected, searched.Folds.Select(fold => fold.Score));

        PreparedFold Prepare(Fold fold, CancellationToken cancellationToken)
        {
            seen.Add(fold);
            return new PreparedFold
            {
                Train = features.Take([.. fold.Train]),
                TrainTarget = [.. fold.Train.Select(row => target[row])],
                Validation = features.Take([.. fold.Validation]),
                ValidationTarget = [.. fold.Validation.Select(row => target[row])],
            };
        }
    }
}
