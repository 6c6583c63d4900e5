using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Tests.Scores;

public sealed class PredictionColumnsTests
{
    private static readonly Table s_rows = new(
    [
        Column.OfText("kind", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? "a" : "b")]),
        Column.OfText("guess", [.. Enumerable.Range(0, 60).Select(i => i % 4 == 0 ? "a" : "b")]),
        Column.OfText("tags", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "x|y" : i % 5 == 0 ? null : "y")]),
        Column.OfNumbers("p_a", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 0.75 : 0.25)]),
        Column.OfNumbers("p_b", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 0.25 : 0.75)]),
        Column.OfNumbers("number", [.. Enumerable.Range(0, 60).Select(i => (double)i)]),
        Column.OfNumbers("other", [.. Enumerable.Range(0, 60).Select(i => i + (i % 2 == 0 ? 0.5 : -0.5))]),
        Column.OfText("query", [.. Enumerable.Range(0, 60).Select(i => $"q{i / 6}")]),
    ]);

    private static readonly EvaluationPlan s_plan = new() { Bootstrap = new() { ResampleCount = 100 } };

    [Fact]
    public void Predictions_of_every_task_are_judged()
    {
        Assert.Equal(1, Judge(new() { Task = ScoreTask.Binary, Target = "kind", Positive = "a", Probability = "p_a" }).Find("roc_auc")!.Value);
        var classes = Judge(new() { Task = ScoreTask.Multiclass, Target = "kind", Prediction = "guess" });
        Assert.Equal(35.0 / 60, classes.Find("accuracy")!.Value, 1e-12);
        Assert.Null(classes.Find("log_loss"));
        Assert.Equal(-Math.Log(0.75), Judge(new() { Task = ScoreTask.Multiclass, Target = "kind", Prediction = "guess", Probability = "p_" }).Find("log_loss")!.Value, 1e-12);
        Assert.Equal(1, Judge(new() { Task = ScoreTask.Multilabel, Target = "tags", Prediction = "tags" }).Find("subset_accuracy")!.Value);
        var labels = Judge(new() { Task = ScoreTask.Multilabel, Target = "kind", Prediction = "guess", Probability = "p_" });
        Assert.Equal((1.0, 1.0), (labels.Find("roc_auc_macro")!.Value, labels.Find("ranking_precision")!.Value));
        Assert.Equal(0.5, Judge(new() { Task = ScoreTask.Regression, Target = "number", Prediction = "other" }).Find("mae")!.Value, 1e-12);
        var ranking = Judge(new() { Task = ScoreTask.Ranking, Target = "number", Prediction = "other", Query = "query" });
        Assert.Equal(10, ranking.RowCount);
        Assert.True(ranking.Find("ndcg")!.IsBetterThan(ranking.Baselines[0].Find("ndcg")!.Value));
        var clusters = Judge(new() { Task = ScoreTask.Clustering, Prediction = "kind", Features = ["p_a", "p_b"] });
        Assert.Equal(1, clusters.Find("silhouette")!.Value, 1e-12);
        Assert.Null(clusters.Find("adjusted_rand"));
        Assert.Equal(1, Judge(new() { Task = ScoreTask.Clustering, Prediction = "kind", Target = "kind" }).Find("adjusted_rand")!.Value, 1e-12);
    }

    [Fact]
    public void Columns_that_are_missing_are_all_named()
    {
        Assert.Equal(["target", "probability", "positive"], Refused(new() { Task = ScoreTask.Binary, Target = "kin" }).Problems.Select(problem => problem.Field));
        Assert.Equal(["target", "prediction", "query"], Refused(new() { Task = ScoreTask.Ranking }).Problems.Select(problem => problem.Field));
        Assert.Equal(["target", "probability"], Refused(new() { Task = ScoreTask.Multiclass, Target = "kin", Prediction = "guess", Probability = "p_x" }).Problems.Select(problem => problem.Field));
        Assert.Contains("There is no column 'p_", Refused(new() { Task = ScoreTask.Multiclass, Target = "query", Prediction = "guess", Probability = "p_" }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_may_not_be_made_of_answers_or_predictions() => Assert.Equal(
        "kind",
        Assert.Single(Assert.Throws<SakerException>(() => new PredictionColumns { Task = ScoreTask.Multiclass, Target = "kind", Prediction = "guess" }.Judge(s_rows, s_plan with { Segments = [SegmentRequest.By("kind")] }, TestContext.Current.CancellationToken)).Problems).Field);

    private static EvaluationReport Judge(PredictionColumns columns) => columns.Judge(s_rows, s_plan, TestContext.Current.CancellationToken);

    private static SakerException Refused(PredictionColumns columns) => Assert.Throws<SakerException>(() => Judge(columns));
}
