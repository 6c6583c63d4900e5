using Saker.Data;
using Saker.Learning.Selection.Comparing;

namespace Saker.Learning.Tests.Selection.Comparing;

public sealed class PairedTestTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<int> TTests => [.. Enumerable.Range(0, ComparisonReference.List("t_tests").Count)];

    public static TheoryData<int> SignedRanks => [.. Enumerable.Range(0, ComparisonReference.List("wilcoxon").Count)];

    [Theory]
    [MemberData(nameof(TTests))]
    public void The_corrected_t_test_equals_its_definition_in_scipy(int number)
    {
        var reference = ComparisonReference.List("t_tests")[number];

        var test = CorrectedTTest.Compute(reference.Numbers("differences"), reference.Number("ratio"));

        Assert.Equal(reference.Number("statistic"), test.Statistic, Tolerance);
        Assert.Equal(reference.Number("p"), test.PValue, Tolerance);
        Assert.Equal(reference.Number("effect"), test.Effect, Tolerance);
        Assert.Equal(reference.Number("low"), test.Interval.Low, Tolerance);
        Assert.Equal(reference.Number("high"), test.Interval.High, Tolerance);
    }

    [Theory]
    [MemberData(nameof(SignedRanks))]
    public void The_signed_rank_test_equals_scipy_and_every_assignment_of_signs(int number)
    {
        var reference = ComparisonReference.List("wilcoxon")[number];

        var test = WilcoxonSignedRank.Compute(reference.Numbers("differences"));

        Assert.Equal(reference.Number("statistic"), test.Statistic, Tolerance);
        Assert.Equal(reference.Number("p"), test.PValue, Tolerance);
        Assert.Equal(reference.Number("effect"), test.Effect, Tolerance);
        if (reference.GetProperty("low").ValueKind == System.Text.Json.JsonValueKind.Number)
            Assert.Equal((reference.Number("low"), reference.Number("high")), (test.Interval.Low, test.Interval.High));
        else if (reference.Numbers("differences").Length < 6)
            Assert.False(test.Interval.IsKnown);
    }

    [Fact]
    public void Turning_all_differences_round_turns_effect_and_interval_and_keeps_the_p_value()
    {
        double[] differences = [0.3, -0.1, 0.25, 0.4, 0.02, -0.05, 0.3];
        double[] turned = [.. differences.Select(difference => -difference)];

        foreach (var (one, other) in new[] { (WilcoxonSignedRank.Compute(differences), WilcoxonSignedRank.Compute(turned)), (CorrectedTTest.Compute(differences, 0.2), CorrectedTTest.Compute(turned, 0.2)) })
        {
            Assert.Equal(one.PValue, other.PValue, 1e-12);
            Assert.Equal(one.Effect, -other.Effect, 1e-12);
            Assert.Equal((one.Interval.Low, one.Interval.High), (-other.Interval.High, -other.Interval.Low));
        }
    }

    [Fact]
    public void Differences_that_are_all_alike_are_certain()
    {
        Assert.Equal((1.0, 0.0), (CorrectedTTest.Compute([0, 0, 0], 0.5).PValue, CorrectedTTest.Compute([0, 0, 0], 0.5).Effect));
        Assert.Equal((0.0, 0.25), (CorrectedTTest.Compute([0.25, 0.25, 0.25], 0.5).PValue, CorrectedTTest.Compute([0.25, 0.25, 0.25], 0.5).Effect));
        Assert.Equal(1, WilcoxonSignedRank.Compute([0, 0, 0]).PValue);
    }

    [Fact]
    public void The_correction_makes_a_difference_less_sure()
    {
        double[] differences = [0.01, 0.02, 0.015, 0.03, 0.005];

        Assert.True(CorrectedTTest.Compute(differences, 0.25).PValue > CorrectedTTest.Compute(differences, 0).PValue);
    }

    [Fact]
    public void Several_tests_are_judged_together()
    {
        var adjusted = Holm.Adjust([0.04, 0.01, 0.03, 0.6]);

        Assert.Equal([0.09, 0.04, 0.09, 0.6], adjusted.Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void What_cannot_be_tested_is_refused()
    {
        Assert.Equal("differences", Assert.Throws<SakerException>(() => CorrectedTTest.Compute([1], 0.25)).Field);
        Assert.Equal("differences", Assert.Throws<SakerException>(() => CorrectedTTest.Compute([1, double.NaN], 0.25)).Field);
        Assert.Equal("testTrainRatio", Assert.Throws<SakerException>(() => CorrectedTTest.Compute([1, 2], -1)).Field);
        Assert.Equal("differences", Assert.Throws<SakerException>(() => WilcoxonSignedRank.Compute([])).Field);
        Assert.Equal("level", Assert.Throws<SakerException>(() => WilcoxonSignedRank.Compute([1], 1)).Field);
    }
}
