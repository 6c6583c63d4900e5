using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Tests.Scores.Binary;

/// <summary>Labels that do not come from one threshold.</summary>
public sealed class BinaryPredictionsTests
{
    private static readonly ClassLabels s_labels = new("stays", "leaves");
    private static readonly float[] s_target = [1, 0, 1, 0, 1, 0];
    private static readonly float[] s_probability = [0.3f, 0.2f, 0.9f, 0.8f, 0.4f, 0.1f];

    [Fact]
    public void What_a_model_says_counts_and_not_the_threshold()
    {
        var rows = BinaryPredictions.Of(s_target, s_labels, Answers("leaves", "stays", "leaves", "stays", "leaves", "stays"), 0.5);

        Assert.Equal(new Confusion { TruePositives = 3, TrueNegatives = 3, FalsePositives = 0, FalseNegatives = 0 }, rows.Confusion);
        Assert.Equal(new Confusion { TruePositives = 1, TrueNegatives = 2, FalsePositives = 1, FalseNegatives = 2 }, new BinaryPredictions(s_target, s_probability, 0.5).Confusion);
        // Labels go with their rows.
        Assert.Equal((2, 0), (rows.Take([0, 0, 3]).Confusion.TruePositives, rows.Take([0, 0, 3]).Confusion.FalsePositives));
        Assert.Equal(1, Evaluation.Compute(rows).Accuracy);
        Assert.Equal(1, BinaryScores.Measure(rows, new Bootstrap { ResampleCount = 100 }, [], TestContext.Current.CancellationToken).Single(score => score.Name == "mcc").Value);
    }

    [Fact]
    public void A_model_without_labels_is_labelled_by_the_threshold()
    {
        var rows = BinaryPredictions.Of(s_target, s_labels, new Table([Column.Of<float>(ModelGraph.ProbabilityName, s_probability)]), 0.35);

        Assert.Equal([false, false, true, true, true, false], rows.Said.ToArray());
    }

    [Fact]
    public void A_label_of_another_model_is_refused_with_its_row()
    {
        var error = Assert.Throws<SakerException>(() => BinaryPredictions.Of(s_target, s_labels, Answers("leaves", "1", "leaves", "stays", "leaves", "stays"), 0.5));

        Assert.Equal(2, error.Problems.Single().Row);
    }

    [Fact]
    public void A_report_counts_the_labels_in_scores_segments_and_confusion_and_says_so()
    {
        var rows = BinaryPredictions.Of(s_target, s_labels, Answers("leaves", "stays", "leaves", "leaves", "leaves", "stays"), 0.5)
            .Take([.. Enumerable.Range(0, 120).Select(row => row % 6)]);
        var table = new Table([Column.Of<string>("plan", Enumerable.Range(0, 120).Select(row => row % 6 < 3 ? "a" : "b").ToArray())]);
        var plan = new EvaluationPlan { Bootstrap = new Bootstrap { ResampleCount = 100 }, Segments = [SegmentRequest.By("plan")] };

        var report = Evaluator.Judge(rows, s_labels, table, plan, null, [], TestContext.Current.CancellationToken);

        Assert.Equal(5 / 6.0, report.Find("accuracy")!.Value, 1e-12);
        Assert.Equal([[40, 20], [0, 60]], report.Confusion!.Counts);
        Assert.Equal(1, report.FindSegment("plan == 'a'")!.Find("accuracy")!.Value);
        Assert.Contains("40 of 120 rows have another label than the threshold 0.5 gives", Assert.Single(report.Findings, finding => finding.Field == "threshold").Message, StringComparison.Ordinal);
        var plain = Evaluator.Judge(new BinaryPredictions(s_target, s_probability, 0.5), s_labels, null, plan, null, [], TestContext.Current.CancellationToken);
        Assert.DoesNotContain(plain.Findings, finding => finding.Field == "threshold");
    }

    private static Table Answers(params string[] labels) => new([Column.Of<string>(ModelGraph.LabelName, labels), Column.Of<float>(ModelGraph.ProbabilityName, s_probability)]);
}
