using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class FixedSampleTests
{
    [Fact]
    public void Means_equal_scipys_test_of_welch()
    {
        foreach (var reference in SequentialReference.Read().Welch)
        {
            var answer = FixedSample.Welch(Moments.Of(reference.Control), Moments.Of(reference.Candidate), reference.Level);
            AssertNear(reference.Statistic, answer.Statistic);
            AssertNear(reference.P, answer.PValue);
            AssertNear(reference.Low, answer.Interval.Low);
            AssertNear(reference.High, answer.Interval.High);
            Assert.Equal(reference.Level, answer.Interval.Level);
        }
    }

    [Fact]
    public void Shares_equal_scipys_tests()
    {
        foreach (var reference in SequentialReference.Read().Shares)
        {
            var (control, candidate) = (new HitCounts(reference.Counts[0], reference.Counts[1]), new HitCounts(reference.Counts[2], reference.Counts[3]));
            var answer = FixedSample.TwoShares(control, candidate);
            AssertNear(reference.Z, answer.Statistic);
            AssertNear(reference.P, answer.PValue);
            AssertNear(reference.Low, answer.Interval.Low);
            AssertNear(reference.High, answer.Interval.High);
            AssertNear(reference.Exact, FixedSample.Exact(control, candidate).PValue);
        }
    }

    [Fact]
    public void Small_tables_are_tested_exactly_and_large_ones_by_the_normal_distribution()
    {
        var (small, large) = ((new HitCounts(40, 3), new HitCounts(35, 0)), (new HitCounts(4_000, 300), new HitCounts(3_500, 200)));
        Assert.Equal(FixedSample.Exact(small.Item1, small.Item2), FixedSample.Shares(small.Item1, small.Item2));
        Assert.Equal(FixedSample.TwoShares(large.Item1, large.Item2), FixedSample.Shares(large.Item1, large.Item2));
    }

    [Fact]
    public void Samples_that_say_nothing_have_no_answer()
    {
        Assert.Equal((double.NaN, false), Answer(FixedSample.Welch(new Moments(1, 5, 0), new Moments(40, 5, 9))));
        Assert.Equal((double.NaN, false), Answer(FixedSample.TwoShares(default, new HitCounts(4, 1))));
        Assert.Equal((double.NaN, false), Answer(FixedSample.Exact(default, new HitCounts(4, 1))));
        Assert.Equal((1.0, true), Answer(FixedSample.TwoShares(new HitCounts(50, 0), new HitCounts(60, 0))));
        Assert.Equal((1.0, true), Answer(FixedSample.Welch(new Moments(9, 5, 0), new Moments(8, 5, 0))));
        Assert.Equal((0.0, true), Answer(FixedSample.Welch(new Moments(9, 5, 0), new Moments(8, 6, 0))));
    }

    [Fact]
    public void Moments_of_parts_join_to_those_of_the_whole()
    {
        var chance = new Xoshiro256(1);
        double[] values = [.. Enumerable.Range(0, 100).Select(_ => 1e9 + chance.NextNormal())];
        var (whole, joined) = (Moments.Of(values), Moments.Of(values.AsSpan(0, 37)).Add(default).Add(Moments.Of(values.AsSpan(37))));
        Assert.Equal(whole.Count, joined.Count);
        Assert.Equal(whole.Mean, joined.Mean, 1e-6);
        Assert.Equal(whole.Variance, joined.Variance, 6);
        Assert.Equal(Moments.Of([1, 0, 0, 1, 1]), Moments.Of(new HitCounts(5, 3)), (left, right) => left.Count == right.Count && Math.Abs(left.Squares - right.Squares) < 1e-12);
    }

    private static (double P, bool IsKnown) Answer(FixedSampleAnswer answer) => (answer.PValue, answer.Interval.IsKnown);

    private static void AssertNear(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{actual:R} is not {expected:R}");
}
