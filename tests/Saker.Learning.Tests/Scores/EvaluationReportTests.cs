using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Tests.Scores;

public sealed class EvaluationReportTests
{
    // As version 0.1 wrote it into model folders.
    private const string OldEvaluation =
        """
        {
          "rowCount": 4, "positiveCount": 2, "threshold": 0.5,
          "rocAuc": { "auc": 0.75, "standardError": 0.25, "low": 0.26, "high": 1 },
          "prAuc": 0.83, "logLoss": 0.5, "brier": 0.2, "accuracy": 0.75, "precision": 1, "recall": 0.5, "f1": 0.6666666666666666,
          "calibration": { "bins": [ { "from": 0, "to": 1, "rowCount": 4, "meanProbability": 0.5, "positiveShare": 0.5 } ], "expectedError": 0 },
          "confusion": { "truePositives": 1, "falsePositives": 0, "trueNegatives": 2, "falseNegatives": 1 }
        }
        """;

    [Fact]
    public void A_report_survives_json()
    {
        var report = Sample();
        var read = EvaluationReport.FromJson(report.ToJson());
        Assert.Equal(report.ToJson(), read.ToJson());
        Assert.Equal(new Interval(0.7, 0.9, 0.95), read.Find("roc_auc")!.Interval);
        Assert.False(read.Find("mcc")!.Interval.IsKnown);
        Assert.Equal(7, read.FindSegment("young")!.RowCount);
        Assert.Equal(0.5, read.Baselines[0].Find("roc_auc")!.Value);
        Assert.Equal(2, read.Findings[0].Row);
        Assert.Contains("\"task\": \"binary\"", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_from_before_there_were_reports_is_read()
    {
        var report = EvaluationReport.FromJson(OldEvaluation);
        Assert.Equal((ScoreTask.Binary, 4), (report.Task, report.RowCount));
        Assert.Equal(0.75, report.Find("roc_auc")!.Value);
        Assert.Equal(new Interval(0.26, 1, 0.95), report.Find("roc_auc")!.Interval);
        Assert.False(report.Find("f1")!.Interval.IsKnown);
        Assert.Equal([new ClassCount("negative", 2), new ClassCount("positive", 2)], report.Classes);
    }

    [Fact]
    public void The_report_within_an_evaluation_is_the_one_that_is_read()
    {
        var evaluation = Evaluation.FromJson(OldEvaluation) with { Report = Sample() };
        Assert.Equal(Sample().ToJson(), EvaluationReport.FromJson(evaluation.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"task\": \"cooking\", \"rowCount\": 1, \"scores\": []}")]
    public void What_is_no_report_is_refused(string json) => Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<SakerException>(() => EvaluationReport.FromJson(json)).Kind);

    [Fact]
    public void A_score_is_compared_in_its_own_direction()
    {
        var loss = Score("log_loss", 0.3, Interval.Unknown) with { HigherIsBetter = false };
        Assert.True(loss.IsBetterThan(0.4));
        Assert.False(loss.IsBetterThan(0.3));
        Assert.True(loss.IsBetterThan(double.NaN));
        Assert.True(Score("roc_auc", 0.8, Interval.Unknown).IsBetterThan(0.7));
        Assert.False((loss with { Value = double.NaN }).IsBetterThan(double.NaN));
    }

    private static EvaluationReport Sample() => new()
    {
        Task = ScoreTask.Binary,
        RowCount = 100,
        Classes = [new ClassCount("No", 60), new ClassCount("Yes", 40)],
        Threshold = 0.4,
        Scores = [Score("roc_auc", 0.8, new Interval(0.7, 0.9, 0.95)), Score("mcc", double.NaN, Interval.Unknown)],
        Segments = [new SegmentReport { Name = "young", Where = "age < 30", RowCount = 7, Share = 0.07, IsFound = true, Scores = [Score("roc_auc", 0.6, Interval.Unknown)], LossDifference = 0.2, AdjustedPValue = 0.01 }],
        Baselines = [new BaselineReport { Name = "prior", Title = "always the share of positives", Scores = [Score("roc_auc", 0.5, Interval.Unknown)] }],
        LearningCurve = [new LearningPoint { TrainingRowCount = 50, TrainingScore = 0.9, Score = 0.7, StandardDeviation = 0.01 }],
        LearningScore = "roc_auc",
        Confusion = new ConfusionMatrix { Classes = ["No", "Yes"], Counts = [[50, 10], [5, 35]] },
        Calibration = Calibration.Compute([0, 1], [0.25f, 0.75f]),
        Findings = [new Problem("mcc", "it is not defined.", 2)],
    };

    private static MeasuredScore Score(string name, double value, Interval interval) => new() { Name = name, Title = name, HigherIsBetter = true, Value = value, Interval = interval };
}
