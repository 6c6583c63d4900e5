using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Clustering;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Multilabel;
using Saker.Learning.Scores.Ranking;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Tests.Scores;

public sealed class TaskScoresTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> CaseNames => [.. TaskReference.List().Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Scores_equal_those_of_scikit_learn(string name)
    {
        var reference = TaskReference.List().Single(item => item.Name == name);
        Assert.NotEmpty(reference.Expected);
        foreach (var (score, expected) in reference.Expected)
        {
            var own = reference.Compute(score);
            Assert.True(Math.Abs(own - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{score}: {own:R} where {expected:R} is right");
        }
    }

    [Fact]
    public void Every_score_of_every_task_has_a_reference()
    {
        var known = TaskReference.List().SelectMany(reference => reference.Expected.Select(score => $"{reference.Task} {score.Score}")).ToHashSet();
        // Held by ScoresTests, with the script beside it.
        known.UnionWith(["binary roc_auc", "binary pr_auc", "binary log_loss", "binary brier", "binary accuracy", "binary precision", "binary recall", "binary youden", "binary expected_calibration_error"]);
        string[] all =
        [
            .. BinaryScores.All.Select(score => $"binary {score.Name}"), .. MulticlassScores.All.Select(score => $"multiclass {score.Name}"),
            .. MultilabelScores.All.Select(score => $"multilabel {score.Name}"), .. RegressionScores.All.Select(score => $"regression {score.Name}"),
            .. QueryScores.All.Select(score => $"ranking {score.Name}"), .. ClusteringScores.All.Select(score => $"clustering {score.Name}"),
        ];
        Assert.Empty(all.Except(known));
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Every_score_has_an_interval_that_holds_its_value()
    {
        Holds(Find("binary, distinct").Binary(), BinaryScores.All);
        Holds(Find("multiclass, five classes").Multiclass(), MulticlassScores.All);
        Holds(Find("multilabel, four labels").Multilabel(), MultilabelScores.All);
        Holds(Find("regression, prices").Regression(), RegressionScores.All);
        Holds(Find("ranking, graded, distinct").Ranking(), QueryScores.All);
        Holds(Find("clustering, good").Clustering(), ClusteringScores.All);
    }

    [Fact]
    public void A_score_that_is_not_defined_is_NaN_with_a_finding_and_the_others_are_measured()
    {
        var findings = new List<Problem>();
        var scores = BinaryScores.Measure(new BinaryPredictions([1, 1, 1], [0.2f, 0.6f, 0.9f], 0.5), new Bootstrap(), findings, TestContext.Current.CancellationToken);
        Assert.True(double.IsNaN(scores.Single(score => score.Name == "roc_auc").Value));
        Assert.Equal(2.0 / 3, scores.Single(score => score.Name == "accuracy").Value, Tolerance);
        Assert.Contains(findings, finding => finding.Field == "roc_auc" && finding.Message.Contains("all 3 rows are positive", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, finding => finding.Field == "accuracy");
    }

    [Fact]
    public void Scores_that_need_more_than_was_predicted_are_left_out()
    {
        Assert.DoesNotContain(MulticlassScores.For(new MulticlassPredictions(["a", "b"], [0, 1], [0, 1], null)), score => score.Name == "log_loss");
        Assert.DoesNotContain(MulticlassScores.For(Find("multiclass, three classes").Multiclass()), score => score.Name == "top_3_accuracy");
        Assert.DoesNotContain(MultilabelScores.For(new MultilabelPredictions(["a"], [true, false], [true, true], null)), score => score.Name == "roc_auc_macro");
        Assert.All(ClusteringScores.For(new ClusteringPredictions([0, 1], [1, 0], null, 0)), score => Assert.NotEqual("silhouette", score.Name));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_with_the_row()
    {
        Assert.Contains("row 2", Refused(() => new MulticlassPredictions(["a", "b"], [0, 2], [0, 0], null)), StringComparison.Ordinal);
        Assert.Contains("row 1", Refused(() => new MulticlassPredictions(["a", "b"], [0], [0], new[] { 0.5, 0.4 })), StringComparison.Ordinal);
        Assert.Contains("2 for 3", Refused(() => new RegressionPredictions([1, 2, 3], [1, 2])), StringComparison.Ordinal);
        Assert.Contains("row 2", Refused(() => new RegressionPredictions([1, 2], [1, double.NaN])), StringComparison.Ordinal);
        Assert.Contains("row 1", Refused(() => new RankingPredictions(["q"], [-1], [0.5])), StringComparison.Ordinal);
        Assert.Contains("at least one row", Refused(() => new RegressionPredictions([], [])), StringComparison.Ordinal);
        Assert.Contains("2 x 3", Refused(() => new ClusteringPredictions([0, 1], null, new double[5], 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void Undefined_scores_say_why()
    {
        Assert.Contains("two rows", Refused(() => RegressionScores.All.Single(score => score.Name == "r2").Compute(new RegressionPredictions([1], [1]))), StringComparison.Ordinal);
        Assert.Contains("negative", Refused(() => RegressionScores.All.Single(score => score.Name == "rmsle").Compute(new RegressionPredictions([1, 2], [1, -2]))), StringComparison.Ordinal);
        Assert.Contains("there are 1", Refused(() => ClusteringScores.All.Single(score => score.Name == "silhouette").Compute(new ClusteringPredictions([0, 0], null, new double[] { 1, 2 }, 1))), StringComparison.Ordinal);
        Assert.True(double.IsNaN(ScoreCatalogue.Get("kappa").Compute([1, 1], [0.9f, 0.9f])));
    }

    private static void Holds<TRows>(TRows rows, IReadOnlyList<TaskScore<TRows>> scores)
        where TRows : IScoredRows<TRows>
    {
        var findings = new List<Problem>();
        var measured = Measurement.Measure(rows, scores, new Bootstrap { ResampleCount = 400 }, findings, TestContext.Current.CancellationToken);
        Assert.Empty(findings);
        Assert.All(measured, score => Assert.True(score.Interval.IsKnown && score.Method.Length > 0, score.Name));
        // The calibration error is above 0 by chance alone, and its interval is corrected for that.
        Assert.All(measured.Where(score => score.Name != "expected_calibration_error"), score => Assert.True(score.Interval.Contains(score.Value), $"{score.Name} {score.Value} {score.Interval}"));
    }

    private static string Refused(Action act) => Assert.Throws<SakerException>(act).Message;

    private static string Refused(Func<object> act) => Assert.Throws<SakerException>(act).Message;

    private static TaskReference Find(string name) => TaskReference.List().Single(item => item.Name == name);
}
