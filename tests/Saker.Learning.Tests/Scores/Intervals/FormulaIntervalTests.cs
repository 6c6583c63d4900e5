using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Tests.Scores.Intervals;

public sealed class FormulaIntervalTests
{
    // statsmodels.stats.proportion.proportion_confint(count, nobs, method="wilson"), by its formula in scipy 1.10.
    [Theory]
    [InlineData(8, 10, 0.4901624715366418, 0.9433178485456247)]
    [InlineData(0, 20, 0, 0.16112515805281938)]
    [InlineData(20, 20, 0.8388748419471806, 1)]
    public void A_share_has_the_interval_of_Wilson(int hits, int count, double low, double high)
    {
        var interval = Proportion.Wilson(hits, count, 0.95);
        Assert.Equal(low, interval.Low, 1e-9);
        Assert.Equal(high, interval.High, 1e-9);
        Assert.False(Proportion.Wilson(0, 0, 0.95).IsKnown);
    }

    // scipy.stats.t.interval(0.95, 4, loc=mean, scale=sem) of 1, 2, 3, 4, 10.
    [Fact]
    public void A_mean_has_the_interval_of_Student()
    {
        var interval = MeanInterval.Of([1, 2, 3, 4, 10], 0.95);
        Assert.Equal(-0.389945165, interval.Low, 1e-8);
        Assert.Equal(8.389945165, interval.High, 1e-8);
        Assert.False(MeanInterval.Of([1], 0.95).IsKnown);
    }

    // Of 10 values the median lies between the 2nd and the 9th with 97.9% (scipy.stats.binom.cdf(1, 10, 0.5) = 0.0107).
    [Fact]
    public void A_median_has_the_interval_of_ordered_values()
    {
        var interval = QuantileInterval.Of([7, 1, 10, 3, 4, 5, 6, 2, 8, 9], 0.5, 0.95);
        Assert.Equal((2, 9), (interval.Low, interval.High));
        Assert.False(QuantileInterval.Of([1, 2, 3], 0.5, 0.95).IsKnown);
    }

    // Leaving out each row of a mean gives the standard error of the mean exactly.
    [Fact]
    public void The_jackknife_of_a_mean_is_the_interval_of_Student()
    {
        double[] values = [1, 2, 3, 4, 10];
        var jackknife = Jackknife.Estimate(5, rows => rows.ToArray().Average(row => values[row]), 0.95);
        var student = MeanInterval.Of(values, 0.95);
        Assert.Equal(student.Low, jackknife.Low, 1e-9);
        Assert.Equal(student.High, jackknife.High, 1e-9);
    }
}
