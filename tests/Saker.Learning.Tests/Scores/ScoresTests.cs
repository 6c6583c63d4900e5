using FsCheck;
using FsCheck.Fluent;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Testing;

namespace Saker.Learning.Tests.Scores;

public sealed class ScoresTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> CaseNames => [.. ScoreReference.List().Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Scores_equal_those_of_scikit_learn(string name)
    {
        var reference = Reference(name);

        var evaluation = Evaluation.Compute(reference.Target, reference.Probability, reference.Threshold);

        Assert.Equal(reference.RocAuc, evaluation.RocAuc.Auc, Tolerance);
        Assert.Equal(reference.PrAuc, evaluation.PrAuc, Tolerance);
        Assert.Equal(reference.LogLoss, evaluation.LogLoss, Tolerance);
        Assert.Equal(reference.Brier, evaluation.Brier, Tolerance);
        Assert.Equal(reference.Accuracy, evaluation.Accuracy, Tolerance);
        Assert.Equal(reference.F1, evaluation.F1, Tolerance);
        Assert.Equal(reference.Precision, evaluation.Precision, Tolerance);
        Assert.Equal(reference.Recall, evaluation.Recall, Tolerance);
        Assert.Equal(reference.ExpectedCalibrationError, evaluation.Calibration.ExpectedError, Tolerance);
        var confusion = evaluation.Confusion;
        Assert.Equal<int>(reference.Confusion, (int[])[confusion.TrueNegatives, confusion.FalsePositives, confusion.FalseNegatives, confusion.TruePositives]);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Standard_error_of_the_area_equals_the_definition_of_DeLong(string name)
    {
        var reference = Reference(name);

        var estimate = RankingScores.RocAucEstimate(reference.Target, reference.Probability);

        Assert.Equal(reference.StandardError, estimate.StandardError, Tolerance);
        Assert.InRange(estimate.Auc, estimate.Low, estimate.High);
        Assert.Equal(Math.Min(1, estimate.Auc + 1.959963984540054 * reference.StandardError), estimate.High, Tolerance);
        Assert.Equal(Math.Max(0, estimate.Auc - 1.959963984540054 * reference.StandardError), estimate.Low, Tolerance);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void The_catalogue_gives_the_same_scores_by_name(string name)
    {
        var reference = Reference(name);
        var evaluation = Evaluation.Compute(reference.Target, reference.Probability, reference.Threshold).ListScores().ToDictionary();

        foreach (var score in ScoreCatalogue.All.Where(score => evaluation.ContainsKey(score.Name)))
            Assert.Equal(evaluation[score.Name], score.Compute(reference.Target, reference.Probability, reference.Threshold));
    }

    [Fact]
    public void Every_score_prefers_a_good_prediction_to_a_bad_one()
    {
        float[] target = [0, 0, 1, 1];
        foreach (var score in ScoreCatalogue.All)
        {
            var good = score.Compute(target, [0.1f, 0.2f, 0.8f, 0.9f]);
            var bad = score.Compute(target, [0.9f, 0.8f, 0.2f, 0.1f]);
            Assert.True(score.IsBetter(good, bad), score.Name);
            Assert.False(score.IsBetter(bad, good), score.Name);
            Assert.False(score.IsBetter(good, good), score.Name);
        }
    }

    [Fact]
    public void An_unknown_score_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<SakerException>(() => ScoreCatalogue.Get("auc"));
        Assert.Contains("roc_auc", error.Message, StringComparison.Ordinal);
        Assert.Null(ScoreCatalogue.Find("auc"));
    }

    [Theory]
    [InlineData("roc_auc")]
    [InlineData("pr_auc")]
    public void Areas_of_one_class_only_are_refused(string name)
    {
        var score = ScoreCatalogue.Get(name);
        Assert.Contains("positive", Assert.Throws<SakerException>(() => score.Compute([1, 1], [0.2f, 0.4f])).Message, StringComparison.Ordinal);
        Assert.Contains("negative", Assert.Throws<SakerException>(() => score.Compute([0, 0], [0.2f, 0.4f])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Precision_without_a_positive_prediction_is_0()
    {
        var confusion = Confusion.Count([0, 1], [0.1f, 0.2f], 0.5);
        Assert.Equal(0, confusion.Precision);
        Assert.Equal(0, confusion.F1);
        Assert.Equal(0, Confusion.Count([0, 0], [0.9f, 0.2f], 0.5).Recall);
    }

    [Fact]
    public void Wrong_inputs_are_refused_with_the_row()
    {
        var score = ScoreCatalogue.Get("brier");
        Assert.Equal("probability", Assert.Throws<SakerException>(() => score.Compute([0, 1], [0.5f])).Field);
        Assert.Equal("target", Assert.Throws<SakerException>(() => score.Compute([], [])).Field);
        Assert.Contains("row 2", Assert.Throws<SakerException>(() => score.Compute([0, 2], [0.5f, 0.5f])).Message, StringComparison.Ordinal);
        Assert.Contains("row 1", Assert.Throws<SakerException>(() => score.Compute([0, 1], [float.NaN, 0.5f])).Message, StringComparison.Ordinal);
        Assert.Contains("row 2", Assert.Throws<SakerException>(() => score.Compute([0, 1], [0.5f, 1.5f])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_of_a_class_leaves_the_standard_error_open()
    {
        var estimate = RankingScores.RocAucEstimate([1, 0, 0], [0.9f, 0.1f, 0.2f]);
        Assert.True(double.IsNaN(estimate.StandardError));
        Assert.Equal((0, 1), (estimate.Low, estimate.High));
    }

    [Fact]
    public void Calibration_bins_hold_every_row_once_and_their_upper_ends_belong_to_the_next()
    {
        var calibration = Calibration.Compute([0, 1, 1, 1], [0, 0.25f, 0.5f, 1], binCount: 4);
        Assert.Equal([1, 1, 1, 1], calibration.Bins.Select(bin => bin.RowCount));
        Assert.Equal([0, 0.25, 0.5, 0.75], calibration.Bins.Select(bin => bin.From));
        Assert.Equal((0 + 0.75 + 0.5 + 0) / 4, calibration.ExpectedError, Tolerance);
    }

    [Fact]
    public void An_increasing_map_of_the_probabilities_leaves_the_areas_as_they_are() => Prop.ForAll(Predictions(), predictions =>
    {
        var (target, probability) = predictions;

        // Squaring keeps the order of multiples of 1/64 and their ties, exactly.
        var mapped = probability.Select(value => value * value).ToArray();
        return RankingScores.RocAuc(target, probability) == RankingScores.RocAuc(target, mapped)
            && RankingScores.PrAuc(target, probability) == RankingScores.PrAuc(target, mapped)
            && RankingScores.RocAucEstimate(target, probability) == RankingScores.RocAucEstimate(target, mapped);
    }).Hold();

    [Fact]
    public void Swapping_the_classes_and_the_probabilities_leaves_the_scores_as_they_are() => Prop.ForAll(Predictions(), predictions =>
    {
        var (target, probability) = predictions;
        var otherTarget = target.Select(value => 1 - value).ToArray();
        var otherProbability = probability.Select(value => 1 - value).ToArray();
        return Near(RankingScores.RocAuc(target, probability), RankingScores.RocAuc(otherTarget, otherProbability))
            && Near(ProbabilityScores.Brier(target, probability), ProbabilityScores.Brier(otherTarget, otherProbability))
            && Near(ProbabilityScores.LogLoss(target, probability), ProbabilityScores.LogLoss(otherTarget, otherProbability));
    }).Hold();

    [Fact]
    public void The_order_of_rows_does_not_matter() => Prop.ForAll(Predictions(), predictions =>
    {
        var (target, probability) = predictions;
        float[] turnedTarget = [.. target.Reverse()];
        float[] turnedProbability = [.. probability.Reverse()];
        return ScoreCatalogue.All.All(score => Near(score.Compute(target, probability), score.Compute(turnedTarget, turnedProbability)));
    }).Hold();

    [Fact]
    public void An_evaluation_survives_json()
    {
        var reference = Reference("distinct");
        var evaluation = Evaluation.Compute(reference.Target, reference.Probability, 0.5);

        var read = Evaluation.FromJson(evaluation.ToJson());

        Assert.Equal(evaluation.ListScores(), read.ListScores());
        Assert.Equal(evaluation.RocAuc, read.RocAuc);
        Assert.Equal(evaluation.Confusion, read.Confusion);
        Assert.Equal(evaluation.Calibration.Bins, read.Calibration.Bins);
        Assert.Equal(evaluation.ToJson(), read.ToJson());
        Assert.DoesNotContain("youden", evaluation.ToJson(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_open_standard_error_survives_json()
    {
        var evaluation = Evaluation.Compute([1, 0, 0], [0.9f, 0.1f, 0.2f], 0.5);
        Assert.True(double.IsNaN(Evaluation.FromJson(evaluation.ToJson()).RocAuc.StandardError));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"rowCount\": \"many\"}")]
    public void Broken_json_is_refused(string json) => Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<SakerException>(() => Evaluation.FromJson(json)).Kind);

    /// <summary>Targets of both classes with probabilities that are multiples of 1/64, so that there are ties.</summary>
    private static Arbitrary<(float[] Target, float[] Probability)> Predictions()
    {
        var row = Gen.Choose(0, 1).Zip(Gen.Choose(0, 64));
        var rows = Gen.ArrayOf(row).Select(items => items.Append((0, 20)).Append((1, 40)).ToArray());
        return Arb.From(rows.Select(items => (items.Select(item => (float)item.Item1).ToArray(), items.Select(item => item.Item2 / 64f).ToArray())));
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) <= Tolerance * Math.Max(1, Math.Abs(left));

    private static ScoreReference Reference(string name) => ScoreReference.List().Single(reference => reference.Name == name);
}
