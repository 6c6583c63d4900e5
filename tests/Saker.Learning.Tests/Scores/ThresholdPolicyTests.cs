using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Tests.Scores;

public sealed class ThresholdPolicyTests
{
    public static TheoryData<string> CaseNames => [.. ScoreReference.List().Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void A_chosen_threshold_reaches_the_best_value_there_is(string name)
    {
        var reference = ScoreReference.List().Single(item => item.Name == name);
        Confusion At(string goal) => Confusion.Count(reference.Target, reference.Probability, ThresholdPolicy.Maximise(goal).Choose(reference.Target, reference.Probability));

        Assert.Equal(reference.BestF1, At("f1").F1, 1e-12);
        Assert.Equal(reference.BestAccuracy, At("accuracy").Accuracy, 1e-12);
        Assert.Equal(reference.BestYouden, At("youden").Youden, 1e-12);
    }

    [Fact]
    public void Of_equally_good_thresholds_the_highest_is_taken_and_lies_between_two_probabilities() =>
        Assert.Equal(0.75, ThresholdPolicy.Maximise("accuracy").Choose([1, 0, 1, 0], [0.875f, 0.625f, 0.375f, 0.125f]));

    [Fact]
    public void A_threshold_separates_even_neighbouring_floats()
    {
        var low = 0.3f;
        var high = MathF.BitIncrement(low);
        var threshold = ThresholdPolicy.Maximise("f1").Choose([0, 1], [low, high]);
        Assert.Equal(1, Confusion.Count([0, 1], [low, high], threshold).Accuracy);
    }

    [Fact]
    public void A_fixed_threshold_is_given_as_it_is() => Assert.Equal(0.3, ThresholdPolicy.Fixed(0.3).Choose([0, 1], [0.5f, 0.5f]));

    [Fact]
    public void A_threshold_is_compared_in_float64_as_a_graph_does() =>
        Assert.Equal((0, 1), (Confusion.Count([1], [0.7f], 0.7).TruePositives, Confusion.Count([1], [0.7f], (float)0.7).TruePositives));

    [Fact]
    public void A_floor_that_other_rows_do_not_keep_is_told_with_what_it_stood_on()
    {
        Confusion By(int right, int wrong) => new() { TruePositives = right, FalsePositives = wrong, FalseNegatives = 90, TrueNegatives = 300 };
        var precision = ThresholdPolicy.AtPrecision(0.9);

        Assert.Equal(
            "the floor of precision 0.9 is not kept on these rows: it is 0.75, with 8 rows called positive. On the out-of-fold rows that the threshold was chosen on it was 1, with 3 rows called positive; few rows reach a floor by luck.",
            precision.Missed(By(3, 0), By(6, 2)));
        Assert.Null(precision.Missed(By(3, 0), By(9, 1)));
        Assert.StartsWith("the floor of recall 0.5 is not kept", ThresholdPolicy.AtRecall(0.5).Missed(By(90, 0), By(10, 0)), StringComparison.Ordinal);
        Assert.Null(ThresholdPolicy.Maximise("f1").Missed(By(3, 0), By(0, 9)));
    }

    [Fact]
    public void The_policy_is_read_from_settings()
    {
        Assert.Equal("maximise f1", Read(new() { ["maximise"] = "f1" }).Policy.ToString());
        Assert.Equal("0.25", Read(new() { ["value"] = 0.25 }).Policy.ToString());
        Assert.Equal(ThresholdPolicy.Default, Read([]).Policy);
    }

    [Theory]
    [InlineData("maximise", "profit", "threshold.maximise")]
    [InlineData("value", "high", "threshold.value")]
    [InlineData("minimise", "f1", "threshold.minimise")]
    public void Wrong_settings_are_reported_at_their_key(string key, string value, string field) =>
        Assert.Equal(field, Assert.Single(Read(new() { [key] = value }).Problems).Field);

    [Fact]
    public void Value_and_goal_together_are_reported() =>
        Assert.Single(Read(new() { ["value"] = 0.5, ["maximise"] = "f1" }).Problems);

    [Fact]
    public void Wrong_values_from_code_are_refused()
    {
        Assert.Throws<SakerException>(() => ThresholdPolicy.Fixed(1.5));
        Assert.Throws<SakerException>(() => ThresholdPolicy.Fixed(double.NaN));
        Assert.Throws<SakerException>(() => ThresholdPolicy.Maximise("profit"));
        Assert.Throws<SakerException>(() => ThresholdPolicy.Maximise("f1").Choose([1, 1], [0.5f, 0.6f]));
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void The_least_cost_is_the_least_of_all_thresholds(string name)
    {
        var reference = ScoreReference.List().Single(item => item.Name == name);
        foreach (var (wrong, missed) in new[] { (1.0, 5.0), (5.0, 1.0), (1.0, 100.0) })
        {
            double Cost(double threshold) => Confusion.Count(reference.Target, reference.Probability, threshold) is var counts ? (wrong * counts.FalsePositives) + (missed * counts.FalseNegatives) : 0;
            // Above a probability of 1 there is no threshold, so that then some row is always called positive.
            var least = reference.Probability.Max() < 1 ? reference.Probability.Append(1f).Min(value => Cost(value)) : reference.Probability.Min(value => Cost(value));
            Assert.Equal(least, Cost(ThresholdPolicy.LeastCost(wrong, missed).Choose(reference.Target, reference.Probability)));
        }
    }

    [Fact]
    public void Dear_false_alarms_leave_no_row_positive() =>
        Assert.Equal(0, Confusion.Count([0, 1, 0], [0.9f, 0.5f, 0.2f], ThresholdPolicy.LeastCost(100, 1).Choose([0, 1, 0], [0.9f, 0.5f, 0.2f])) is var counts ? counts.TruePositives + counts.FalsePositives : -1);

    [Fact]
    public void A_right_answer_that_pays_moves_the_threshold()
    {
        float[] target = [1, 0, 0, 1, 0, 0, 0];
        float[] probability = [0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.3f];
        Assert.Equal(1, Found(ThresholdPolicy.LeastCost(1, 0.5)));
        Assert.Equal(2, Found(ThresholdPolicy.LeastCost(1, 0.5, truePositive: -5)));

        int Found(ThresholdPolicy policy) => Confusion.Count(target, probability, policy.Choose(target, probability)).TruePositives;
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void A_floor_is_kept_and_the_rest_is_the_best_there_is(string name)
    {
        var reference = ScoreReference.List().Single(item => item.Name == name);
        Confusion At(double threshold) => Confusion.Count(reference.Target, reference.Probability, threshold);
        var all = reference.Probability.Select(value => At(value)).ToList();
        foreach (var floor in new[] { 0.3, 0.6, 0.9 })
        {
            var recall = At(ThresholdPolicy.AtRecall(floor).Choose(reference.Target, reference.Probability));
            Assert.True(recall.Recall >= floor);
            Assert.Equal(all.Where(counts => counts.Recall >= floor).Max(counts => counts.Precision), recall.Precision);
            if (all.Any(counts => counts.Precision >= floor))
            {
                var precision = At(ThresholdPolicy.AtPrecision(floor).Choose(reference.Target, reference.Probability));
                Assert.True(precision.Precision >= floor);
                Assert.Equal(all.Where(counts => counts.Precision >= floor).Max(counts => counts.Recall), precision.Recall);
            }
        }
    }

    [Fact]
    public void A_floor_that_cannot_be_kept_is_refused_with_the_best_there_is()
    {
        var error = Assert.Throws<SakerException>(() => ThresholdPolicy.AtPrecision(0.9).Choose([1, 0, 1, 0], [0.5f, 0.5f, 0.25f, 0.25f]));
        Assert.Equal("threshold", error.Field);
        Assert.Contains("precision of 0.9; the best is 0.5, with a recall of 0.5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void F_beta_with_a_large_beta_finds_more()
    {
        float[] target = [1, 0, 1, 0, 0, 0, 1, 0];
        float[] probability = [0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.3f, 0.2f];
        double Recall(double beta) => Confusion.Count(target, probability, ThresholdPolicy.MaximiseFBeta(beta).Choose(target, probability)).Recall;
        Assert.Equal((1.0 / 3, 1.0), (Recall(0.2), Recall(3)));
    }

    [Fact]
    public void Every_way_to_choose_is_read_from_settings()
    {
        Assert.Equal("maximise fbeta, beta 2", Read(new() { ["maximise"] = "fbeta", ["beta"] = 2L }).Policy.ToString());
        Assert.Equal("precision at least 0.8", Read(new() { ["precision"] = 0.8 }).Policy.ToString());
        Assert.Equal(ThresholdPolicy.AtRecall(0.9), Read(new() { ["recall"] = 0.9 }).Policy);
        Assert.Equal(ThresholdPolicy.LeastCost(1, 5, -2), Read(new() { ["cost"] = new Dictionary<string, object?> { ["false_positive"] = 1L, ["false_negative"] = 5L, ["true_positive"] = -2L } }).Policy);
    }

    [Fact]
    public void Wrong_ways_to_choose_are_all_reported()
    {
        Assert.Equal(["threshold.beta"], Fields(new() { ["maximise"] = "fbeta" }));
        Assert.Equal(["threshold.beta"], Fields(new() { ["maximise"] = "f1", ["beta"] = 2L }));
        Assert.Equal(["threshold.precision"], Fields(new() { ["precision"] = 0.8, ["recall"] = 0.5 }));
        Assert.Equal(["threshold.precision"], Fields(new() { ["precision"] = 80L }));
        Assert.Equal(["threshold.cost.false_negative"], Fields(new() { ["cost"] = new Dictionary<string, object?> { ["false_positive"] = 1L } }));
        Assert.Equal(["threshold.cost.false_positive", "threshold.cost.false_negative"], Fields(new() { ["cost"] = new Dictionary<string, object?> { ["false_positive"] = 0L, ["false_negative"] = -1L } }));
        Assert.Throws<SakerException>(() => ThresholdPolicy.LeastCost(0, 1));
        Assert.Throws<SakerException>(() => ThresholdPolicy.MaximiseFBeta(0));
    }

    private static IEnumerable<string> Fields(Dictionary<string, object?> values) => Read(values).Problems.Select(problem => problem.Field);

    private static (ThresholdPolicy Policy, List<Problem> Problems) Read(Dictionary<string, object?> values)
    {
        var problems = new List<Problem>();
        return (ThresholdPolicy.Create(new Settings(values, "threshold", problems)), problems);
    }
}
