using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Regression;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Tests.Models;

public sealed class ModelCardTests
{
    [Fact]
    public void A_card_tells_data_scores_columns_and_limits()
    {
        var card = ModelCard.Write(Facts());

        Assert.Contains("trained on 80 rows, measured on 20 rows", card, StringComparison.Ordinal);
        Assert.Contains("| ROC AUC | 0.8466 |", card, StringComparison.Ordinal);
        Assert.Contains("| chance | float32 | 0.1 to 0.9 |", card, StringComparison.Ordinal);
        Assert.Contains("| colour | text | blue, red |", card, StringComparison.Ordinal);
        Assert.Contains("Said by the fit: did not converge", card, StringComparison.Ordinal);
        Assert.Equal(card, ModelCard.Write(Facts()));
        Assert.DoesNotContain('\r', card);
    }

    [Fact]
    public void Numbers_on_a_card_can_be_read_and_segments_have_the_main_scores()
    {
        double[] target = [.. Enumerable.Range(0, 60).Select(row => 100_000.0 + (1_000 * row))];
        double[] prediction = [.. target.Select((value, row) => value + (row % 2 == 0 ? 2_000 : -2_000))];
        var table = new Data.Table([Data.Column.OfText("area", [.. target.Select((_, row) => row % 3 == 0 ? "hill" : "port")])]);
        var plan = new EvaluationPlan { Bootstrap = new() { ResampleCount = 50 }, Segments = [SegmentRequest.By("area")] };
        var report = Evaluator.Judge(new RegressionPredictions(target, prediction), table, plan, TestContext.Current.CancellationToken);

        var card = ModelCard.Write(Facts() with { Evaluation = report });

        Assert.Contains("| Root mean squared error | 2,000 |", card, StringComparison.Ordinal);
        Assert.Contains("| Largest error | 2,000 | 2,000 or more at 95% |", card, StringComparison.Ordinal);
        Assert.Contains("| segment | rows |  | Root mean squared error | Mean absolute error | R squared | Size of the mean error |", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", card, StringComparison.Ordinal);
        Assert.DoesNotContain("-0 |", card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_tells_the_threshold_that_is_served()
    {
        Assert.Contains("when its probability is at least 0.", ModelCard.Write(Facts()), StringComparison.Ordinal);
        var groups = new GroupThresholds
        {
            Attribute = ProtectedAttribute.Of("sex"),
            Thresholds = new Dictionary<string, double> { ["m"] = 0.5, ["f"] = 0.25 },
            Common = 0.375,
            Values = [["f", "m"]],
            Inputs = [],
        };

        Assert.Contains("when its probability is at least the threshold of its group of sex: f 0.25; m 0.5; any other 0.375.", ModelCard.Write(Facts() with { ByGroup = groups }), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_data_cannot_change_the_page()
    {
        var card = ModelCard.Write(Facts() with { Name = "a\n# b|c<script>", Dataset = "[x](y)" });

        Assert.StartsWith("# a \\# b\\|c\\<script\\>\n", card, StringComparison.Ordinal);
        Assert.Contains("\\[x\\](y)", card, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_say_of_it_stands_on_the_card_as_plain_text()
    {
        var card = ModelCard.Write(Facts() with { Notes = new CardNotes { Purpose = "Whom to call.", Uses = ["Retention calls"], Limits = ["Not for prices", "<b>"], Owners = ["Ann"], References = ["T-12"] } });

        Assert.Contains("## Purpose\n\nWhom to call.\n", card, StringComparison.Ordinal);
        Assert.Contains("## Intended use\n\n- Retention calls\n", card, StringComparison.Ordinal);
        Assert.Contains("## Owners\n\n- Ann\n", card, StringComparison.Ordinal);
        Assert.Contains("- Not for prices\n- \\<b\\>\n", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_stand_beside_their_intervals_and_baselines_and_segments_behind_them()
    {
        var card = ModelCard.Write(Facts());

        Assert.Contains("| score | value | interval | always the share of positives |", card, StringComparison.Ordinal);
        Assert.Contains("| ROC AUC | 0.8466 | 0.81 to 0.88 at 95% | 0.5 |", card, StringComparison.Ordinal);
        Assert.Contains("| F1 | 0.6 | - | - |", card, StringComparison.Ordinal);
        Assert.Contains("| colour = red | 7 | found | 0.71 |", card, StringComparison.Ordinal);
    }

    private static MeasuredScore Measured(string name, string title, double value, Interval interval) => new() { Name = name, Title = title, HigherIsBetter = true, Value = value, Interval = interval };

    private static ModelCardFacts Facts() => new()
    {
        Name = "churn",
        Trainer = "Logistic regression",
        Target = "Churn",
        Labels = ToyModel.Labels,
        Threshold = 0.5,
        Dataset = "churn",
        DatasetHash = "abc",
        TrainingRowCount = 80,
        TestRowCount = 20,
        Evaluation = new EvaluationReport
        {
            Task = ScoreTask.Binary,
            RowCount = 20,
            Scores = [Measured("roc_auc", "ROC AUC", 0.84657, new Interval(0.81, 0.88, 0.95)), Measured("f1", "F1", 0.6, Interval.Unknown)],
            Segments = [new SegmentReport { Name = "colour = red", Where = "colour = 'red'", RowCount = 7, Share = 0.35, IsFound = true, Scores = [Measured("roc_auc", "ROC AUC", 0.71, Interval.Unknown)] }],
            Baselines = [new BaselineReport { Name = "prior", Title = "always the share of positives", Scores = [Measured("roc_auc", "ROC AUC", 0.5, Interval.Unknown)] }],
        },
        Signature = ToyModel.Signature(),
        Warnings = ["did not converge"],
    };
}
