using System.Collections.Concurrent;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Selection;

public sealed class CrossValidationTests
{
    private const int RowCount = 90;
    private static readonly float[] s_target = [.. Enumerable.Range(0, RowCount).Select(row => row % 3 == 0 ? 1f : 0f)];
    private static readonly FeatureMatrix s_features = Features();
    private static readonly IReadOnlyList<Fold> s_folds = StratifiedFolds.Create(s_target, 5, seed: 3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Out_of_fold_predictions_stand_at_their_rows_and_scores_are_those_of_each_fold()
    {
        var result = Validate("roc_auc").Run([new("good", new FakeTrainer(0)), new("noise", new FakeTrainer(1))], s_folds, Prepare, null, Token);

        for (var candidate = 0; candidate < 2; candidate++)
        {
            var got = result.Candidates[candidate];
            Assert.Equal(Enumerable.Range(0, RowCount).Select(row => s_features.Row(row)[candidate]), got.OutOfFold);
            var expected = s_folds.Select(fold => RankingScores.RocAuc([.. fold.Validation.Select(row => s_target[row])], [.. fold.Validation.Select(row => got.OutOfFold[row])])).ToArray();
            Assert.Equal(expected, got.FoldScores);
            Assert.Equal(expected.Average(), got.Mean, 1e-15);
            var spread = Math.Sqrt(expected.Sum(score => Math.Pow(score - expected.Average(), 2)) / 4);
            Assert.Equal(spread, got.StandardDeviation, 1e-15);
            Assert.Equal(spread / Math.Sqrt(5), got.StandardError, 1e-15);
        }
        Assert.Equal("good", result.Best.Candidate.Name);
        Assert.Empty(result.Candidates[0].Warnings);
        Assert.Equal("fold 1: says so", result.Candidates[1].Warnings[0]);
    }

    [Fact]
    public void Rows_that_no_fold_predicts_have_no_probability_and_repetitions_do_not_change_those_of_the_first()
    {
        Fold[] folds = [new Fold { Index = 0, Train = [.. Enumerable.Range(0, 30)], Validation = [.. Enumerable.Range(30, 30)] }, new Fold { Index = 1, Repeat = 1, Train = [.. Enumerable.Range(0, 60)], Validation = [.. Enumerable.Range(60, 30)] }];

        var result = Validate("roc_auc").Run([new("good", new FakeTrainer(0))], folds, Prepare, null, Token).Best;

        Assert.Equal(Enumerable.Range(0, RowCount).Select(row => row is >= 30 and < 60 ? s_features.Row(row)[0] : float.NaN), result.OutOfFold);
        var (target, probability) = result.Predicted(s_target);
        Assert.Equal(s_target[30..60], target);
        Assert.Equal(result.OutOfFold[30..60], probability);
        Assert.Equal(2, result.FoldScores.Count);
    }

    [Fact]
    public void A_loss_is_won_by_the_lowest_and_a_tie_by_the_earlier()
    {
        Candidate[] candidates = [new("noise", new FakeTrainer(1)), new("good", new FakeTrainer(0)), new("good again", new FakeTrainer(0))];
        Assert.Equal("good", Validate("brier").Run(candidates, s_folds, Prepare, null, Token).Best.Candidate.Name);
        Assert.Equal("good", Validate("roc_auc").Run(candidates, s_folds, Prepare, null, Token).Best.Candidate.Name);
    }

    [Fact]
    public void The_degree_does_not_change_the_result()
    {
        Candidate[] candidates = [new("lr", new LogisticRegression()), new("forest", new RandomForest { Trees = 10, MinSamplesLeaf = 2 }), new("boosting", new GradientBoosting { Trees = 10 })];
        var results = new[] { 1, 2, 7 }.Select(degree => (Validate("log_loss") with { MaxDegree = degree }).Run(candidates, s_folds, Prepare, null, Token)).ToArray();
        foreach (var result in results)
        {
            Assert.Equal(results[0].Best.Candidate, result.Best.Candidate);
            Assert.Equal(results[0].Candidates.SelectMany(candidate => candidate.FoldScores), result.Candidates.SelectMany(candidate => candidate.FoldScores));
            Assert.Equal(results[0].Candidates.SelectMany(candidate => candidate.OutOfFold), result.Candidates.SelectMany(candidate => candidate.OutOfFold));
        }
    }

    [Fact]
    public void Each_fold_is_prepared_once_for_all_candidates()
    {
        var prepared = new ConcurrentBag<int>();
        Validate("roc_auc").Run([.. Enumerable.Range(0, 4).Select(index => new Candidate($"{index}", new FakeTrainer(0)))], s_folds, Counted, null, Token);
        Assert.Equal([0, 1, 2, 3, 4], prepared.Order());

        PreparedFold Counted(Fold fold, CancellationToken cancellationToken)
        {
            prepared.Add(fold.Index);
            return Prepare(fold, cancellationToken);
        }
    }

    [Fact]
    public void Progress_counts_every_fit_one_at_a_time()
    {
        var reports = new List<CrossValidationProgress>();
        Validate("roc_auc").Run([new("a", new FakeTrainer(0)), new("b", new FakeTrainer(1))], s_folds, Prepare, new Listener(reports.Add), Token);

        Assert.Equal(Enumerable.Range(1, 10), reports.Select(report => report.FitsDone));
        Assert.All(reports, report => Assert.Equal((5, 10), (report.FoldCount, report.FitCount)));
        foreach (var name in new[] { "a", "b" })
        {
            Assert.Equal([1, 2, 3, 4, 5], reports.Where(report => report.Candidate == name).Select(report => report.FoldsDone));
            Assert.Equal([0, 1, 2, 3, 4], reports.Where(report => report.Candidate == name).Select(report => report.FoldIndex).Order());
        }
    }

    [Fact]
    public void Cancelling_stops_the_run()
    {
        using var source = new CancellationTokenSource();
        var fits = 0;
        var trainer = new FakeTrainer(0, _ =>
        {
            Interlocked.Increment(ref fits);
            source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Validate("roc_auc").Run([new("a", trainer), new("b", trainer)], s_folds, Prepare, null, source.Token));
        Assert.InRange(fits, 1, 4);
    }

    [Fact]
    public void A_failing_fit_stops_the_others_and_its_own_error_is_thrown()
    {
        var waiting = new FakeTrainer(0, token =>
        {
            token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            token.ThrowIfCancellationRequested();
        });
        var failing = new FakeTrainer(0, _ => throw new SakerException(ErrorKind.Internal, "it broke"));
        var error = Assert.Throws<SakerException>(() => Validate("roc_auc").Run([new("waiting", waiting), new("failing", failing)], s_folds, Prepare, null, Token));
        Assert.Equal("it broke", error.Message);
    }

    [Fact]
    public void A_failing_preparation_is_thrown_and_not_tried_again()
    {
        var tried = new ConcurrentBag<int>();
        var error = Assert.Throws<SakerException>(() => Validate("roc_auc").Run([new("a", new FakeTrainer(0)), new("b", new FakeTrainer(0))], s_folds, Failing, null, Token));
        Assert.Equal("no", error.Message);
        Assert.Equal(tried.Distinct().Count(), tried.Count);

        PreparedFold Failing(Fold fold, CancellationToken cancellationToken)
        {
            tried.Add(fold.Index);
            throw new SakerException(ErrorKind.Internal, "no");
        }
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        var run = Validate("roc_auc");
        Assert.Equal("candidates", Assert.Throws<SakerException>(() => run.Run([], s_folds, Prepare, null, Token)).Field);
        Assert.Equal("candidates", Assert.Throws<SakerException>(() => run.Run([new("a", new FakeTrainer(0)), new("a", new FakeTrainer(1))], s_folds, Prepare, null, Token)).Field);
        Assert.Equal("folds", Assert.Throws<SakerException>(() => run.Run([new("a", new FakeTrainer(0))], [], Prepare, null, Token)).Field);
        Assert.Contains("learns from row 3 and predicts it", Assert.Throws<SakerException>(() => run.Run([new("a", new FakeTrainer(0))], [s_folds[0], new Fold { Index = 1, Train = [1, 3], Validation = [3, 4] }], Prepare, null, Token)).Message, StringComparison.Ordinal);
        Assert.Contains("0 to predict", Assert.Throws<SakerException>(() => run.Run([new("a", new FakeTrainer(0))], [s_folds[0], new Fold { Index = 1, Train = [1, 3], Validation = [] }], Prepare, null, Token)).Message, StringComparison.Ordinal);
        Assert.Equal("degree", Assert.Throws<SakerException>(() => (run with { MaxDegree = 0 }).Run([new("a", new FakeTrainer(0))], s_folds, Prepare, null, Token)).Field);
    }

    private static CrossValidation Validate(string score) => new() { Score = ScoreCatalogue.Get(score), Seed = 1, MaxDegree = 2 };

    private static PreparedFold Prepare(Fold fold, CancellationToken cancellationToken) => new()
    {
        Train = s_features.Take([.. fold.Train]),
        TrainTarget = [.. fold.Train.Select(row => s_target[row])],
        Validation = s_features.Take([.. fold.Validation]),
        ValidationTarget = [.. fold.Validation.Select(row => s_target[row])],
    };

    // The first feature knows much of the target, the second nothing.
    private static FeatureMatrix Features()
    {
        var generator = new Xoshiro256(9);
        var values = new float[RowCount * 2];
        for (var row = 0; row < RowCount; row++)
        {
            values[2 * row] = (generator.Below(700) + 300 * s_target[row]) / 1000f;
            values[2 * row + 1] = generator.Below(1000) / 1000f;
        }
        return new FeatureMatrix(values, RowCount, ["signal", "noise"]);
    }

    private sealed class Listener(Action<CrossValidationProgress> listen) : IProgress<CrossValidationProgress>
    {
        public void Report(CrossValidationProgress value) => listen(value);
    }
}
