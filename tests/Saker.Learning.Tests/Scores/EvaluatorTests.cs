using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Clustering;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Multilabel;
using Saker.Learning.Scores.Ranking;
using Saker.Learning.Scores.Regression;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Tests.Scores;

public sealed class EvaluatorTests
{
    private static readonly ClassLabels s_labels = new("No", "Yes");
    private static readonly EvaluationPlan s_plan = new() { Bootstrap = new Bootstrap { ResampleCount = 200 } };

    [Fact]
    public void A_binary_report_has_scores_counts_calibration_and_the_majority_beside_it()
    {
        var (rows, _) = Rows();
        var report = Evaluator.Judge(rows, s_labels, null, s_plan, prior: 0.3, [], TestContext.Current.CancellationToken);

        Assert.Equal((ScoreTask.Binary, 400), (report.Task, report.RowCount));
        Assert.Equal(BinaryScores.All.Select(score => score.Name), report.Scores.Select(score => score.Name));
        Assert.All(report.Scores, score => Assert.True(score.Interval.IsKnown, score.Name));
        Assert.Equal(["No", "Yes"], report.Classes.Select(own => own.Name));
        Assert.Equal(400, report.Confusion!.Counts.Sum(row => row.Sum()));
        var majority = Assert.Single(report.Baselines);
        Assert.Contains("always 'No'", majority.Title, StringComparison.Ordinal);
        Assert.Equal(0.5, majority.Find("roc_auc")!.Value);
        Assert.True(report.Find("roc_auc")!.IsBetterThan(majority.Find("roc_auc")!.Value));
        Assert.Equal(400, report.Calibration!.Bins.Sum(bin => bin.RowCount));
    }

    [Fact]
    public void An_earlier_version_stands_beside_the_new_one()
    {
        var (rows, _) = Rows();
        var report = Evaluator.Judge(rows, s_labels, null, s_plan, null, [new Baseline<BinaryPredictions>("version", "churn/3", rows)], TestContext.Current.CancellationToken);
        Assert.Equal(report.Find("roc_auc")!.Value, report.Baselines[1].Find("roc_auc")!.Value);
    }

    [Fact]
    public void Segments_asked_for_and_found_are_measured_and_small_ones_are_named()
    {
        var (rows, table) = Rows();
        var plan = s_plan with { Segments = [SegmentRequest.By("group"), SegmentRequest.Of("tiny", "number < 0.01")], FindsSegments = true, Search = new SliceSearch { PermutationCount = 99 } };

        var report = Evaluator.Judge(rows, s_labels, table, plan, null, [], TestContext.Current.CancellationToken);

        var bad = report.FindSegment("group == 'bad'")!;
        Assert.Equal(100, bad.RowCount);
        Assert.Equal(0.25, bad.Share);
        Assert.True(bad.Find("accuracy")!.Value < report.Find("accuracy")!.Value - 0.1);
        var found = Assert.Single(report.Segments, segment => segment.IsFound);
        Assert.Equal("group == 'bad'", found.Where);
        Assert.True(found.AdjustedPValue <= 0.05 && found.LossDifference > 0.1);
        Assert.Contains(report.Findings, finding => finding.Field == "segments.tiny");
    }

    [Fact]
    public void Every_task_is_judged_beside_its_baselines()
    {
        var multiclass = Evaluator.Judge(Find("multiclass, three classes").Multiclass(), null, s_plan, TestContext.Current.CancellationToken);
        Assert.True(multiclass.Find("accuracy")!.IsBetterThan(multiclass.Baselines[0].Find("accuracy")!.Value));
        Assert.Equal(3, multiclass.Confusion!.Counts.Count);
        var multilabel = Evaluator.Judge(Find("multilabel, four labels").Multilabel(), null, s_plan, TestContext.Current.CancellationToken);
        Assert.True(multilabel.Find("hamming_loss")!.IsBetterThan(multilabel.Baselines[0].Find("hamming_loss")!.Value));
        var regression = Evaluator.Judge(Find("regression, prices").Regression(), null, s_plan, TestContext.Current.CancellationToken);
        Assert.Equal(["mean", "median"], regression.Baselines.Select(baseline => baseline.Name));
        Assert.Equal(0, regression.Baselines[0].Find("r2")!.Value, 1e-12);
        var ranked = Find("ranking, ties, short and irrelevant").Ranking();
        var ranking = Evaluator.Judge(ranked, ranked, s_plan, TestContext.Current.CancellationToken);
        Assert.Contains(ranking.Findings, finding => finding.Message.Contains("1 of 7 queries", StringComparison.Ordinal));
        var clustering = Evaluator.Judge(Find("clustering, good").Clustering(), s_plan, TestContext.Current.CancellationToken);
        Assert.Empty(clustering.Baselines);
        foreach (var report in new[] { multiclass, multilabel, regression, ranking, clustering })
            Assert.Equal(report.ToJson(), EvaluationReport.FromJson(report.ToJson()).ToJson());
    }

    [Fact]
    public void The_same_rows_give_the_same_report()
    {
        var (rows, table) = Rows();
        var plan = s_plan with { Segments = [SegmentRequest.By("group")], FindsSegments = true, Search = new SliceSearch { PermutationCount = 99 } };
        string Once() => Evaluator.Judge(rows, s_labels, table, plan, null, [], TestContext.Current.CancellationToken).ToJson();
        Assert.Equal(Once(), Once());
    }

    /// <summary>400 rows; where the group is bad the probability says nothing.</summary>
    private static (BinaryPredictions Rows, Table Table) Rows()
    {
        var chance = new Random(5);
        var group = Enumerable.Range(0, 400).Select(row => row % 4 == 0 ? "bad" : "good").ToArray();
        var target = group.Select(_ => chance.NextDouble() < 0.4 ? 1f : 0f).ToArray();
        var probability = target.Select((own, row) => group[row] == "bad" ? (float)chance.NextDouble() : (float)Math.Clamp((own * 0.5) + (chance.NextDouble() * 0.55), 0, 1)).ToArray();
        var number = target.Select(_ => chance.NextDouble()).ToArray();
        return (new BinaryPredictions(target, probability, 0.5), new Table([Column.OfText("group", group), Column.OfNumbers("number", number)]));
    }

    private static TaskReference Find(string name) => TaskReference.List().Single(item => item.Name == name);
}
