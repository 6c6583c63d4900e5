using Saker.Learning.Fairness;
using Saker.Learning.Scores;

namespace Saker.Learning.Tests.Fairness;

public sealed class ShareIntervalsTests
{
    private const int Simulations = 2_000;

    /// <summary>Table II of Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    public void Differences_have_the_intervals_that_newcombe_published(int a, int m, int b, int n, double low, double high)
    {
        var interval = new ShareIntervals(0.95).Difference(new Share(a, m), new Share(b, n));
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void An_interval_stays_between_nobody_and_everybody()
    {
        var intervals = new ShareIntervals(0.95);
        Assert.Equal(0, intervals.Of(new Share(0, 10)).Low);
        Assert.Equal(1, intervals.Of(new Share(10, 10)).High);
        Assert.False(intervals.Of(new Share(0, 0)).IsKnown);
        Assert.False(intervals.Ratio(new Share(1, 10), new Share(0, 10)).IsKnown);
        Assert.Equal(0, intervals.Ratio(new Share(0, 10), new Share(5, 10)).Low);
    }

    [Theory]
    [InlineData(MeasureName.StatisticalParityDifference)]
    [InlineData(MeasureName.DisparateImpact)]
    [InlineData(MeasureName.AverageOddsDifference)]
    [InlineData(MeasureName.TheilIndex)]
    public void Intervals_cover_the_truth_about_as_often_as_they_say(string measure)
    {
        var covered = Simulate(measure);
        Assert.InRange(covered / (double)Simulations, 0.93, 0.97);
    }

    [Fact]
    public void The_interval_over_all_groups_is_never_too_narrow() =>
        Assert.InRange(Simulate(MeasureName.DemographicParityDifference) / (double)Simulations, 0.95, 1);

    private static int Simulate(string measure)
    {
        var random = new Xoshiro256(11);
        var covered = 0;
        for (var i = 0; i < Simulations; i++)
        {
            var group = Draw(random, 120, 0.4, 0.7, 0.25);
            var privileged = Draw(random, 300, 0.5, 0.8, 0.15);
            var interval = IntervalOf(measure, group, privileged);
            covered += interval.Contains(TruthOf(measure)) ? 1 : 0;
        }
        return covered;
    }

    private static Interval IntervalOf(string measure, Outcomes group, Outcomes privileged)
    {
        var intervals = new ShareIntervals(0.95);
        return measure switch
        {
            MeasureName.StatisticalParityDifference => intervals.Difference(group.Selected, privileged.Selected),
            MeasureName.DisparateImpact => intervals.Ratio(group.Selected, privileged.Selected),
            MeasureName.AverageOddsDifference => intervals.Sum(
                [(0.5, group.FalsePositiveRate), (-0.5, privileged.FalsePositiveRate), (0.5, group.TruePositiveRate), (-0.5, privileged.TruePositiveRate)]),
            MeasureName.TheilIndex => BenefitIndex.Of(privileged, 0.95).Interval,
            _ => intervals.Span([group.Selected, privileged.Selected], 2),
        };
    }

    private static double TruthOf(string measure)
    {
        var (group, privileged) = (0.4 * 0.7 + 0.6 * 0.25, 0.5 * 0.8 + 0.5 * 0.15);
        var (ones, twos) = (0.5 * 0.8 + 0.5 * 0.85, 0.5 * 0.15);
        var mean = ones + 2 * twos;
        return measure switch
        {
            MeasureName.StatisticalParityDifference => group - privileged,
            MeasureName.DisparateImpact => group / privileged,
            MeasureName.AverageOddsDifference => 0.5 * (0.25 - 0.15 + (0.7 - 0.8)),
            MeasureName.TheilIndex => 2 * Math.Log(2) * twos / mean - Math.Log(mean),
            _ => Math.Abs(group - privileged),
        };
    }

    private static Outcomes Draw(Xoshiro256 random, int count, double positives, double truePositives, double falsePositives)
    {
        var counts = new int[4];
        for (var i = 0; i < count; i++)
        {
            var actual = random.NextDouble() < positives;
            var said = random.NextDouble() < (actual ? truePositives : falsePositives);
            counts[(actual ? 2 : 0) + (said ? 1 : 0)]++;
        }
        return new Outcomes(counts[3], counts[1], counts[0], counts[2]);
    }
}
