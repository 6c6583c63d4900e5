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
    public void A_threshold_is_compared_in_float32_as_a_graph_does() =>
        Assert.Equal(1, Confusion.Count([1], [0.7f], 0.7).TruePositives);

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

    private static (ThresholdPolicy Policy, List<Problem> Problems) Read(Dictionary<string, object?> values)
    {
        var problems = new List<Problem>();
        return (ThresholdPolicy.Create(new Settings(values, "threshold", problems)), problems);
    }
}
