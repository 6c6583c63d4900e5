using Saker.Platform.Rollouts;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>Numbers of rollouts as people read them.</summary>
public sealed class RolloutNumbersTests
{
    [Theory]
    [InlineData(null, null, "-")]
    [InlineData(null, 1.25, "at most 1.25")]
    [InlineData(-0.5, null, "at least -0.5")]
    [InlineData(0.9, 1.1, "0.9 to 1.1")]
    [InlineData(0.5, double.PositiveInfinity, "0.5 to \u221e")]
    public void Intervals_may_be_open_at_an_end(double? low, double? high, string expected) => Assert.Equal(expected, RolloutNumbers.Interval(low, high));

    [Theory]
    [InlineData(0, "1")]
    [InlineData(-50, "1.9E-22")]
    [InlineData(6, "403")]
    [InlineData(20, "4.9E+8")]
    [InlineData(800, "over 1E+130")]
    public void Evidence_is_read_whatever_its_size(double logEvidence, string expected) => Assert.Equal(expected, RolloutNumbers.EValue(logEvidence));

    [Theory]
    [InlineData(null, "-")]
    [InlineData(double.NaN, "-")]
    [InlineData(0.12345, "0.123")]
    [InlineData(1234.5, "1,234")]
    [InlineData(12345678.0, "1.23E+07")]
    public void What_is_not_known_is_no_number(double? value, string expected) => Assert.Equal(expected, RolloutNumbers.Of(value));

    [Theory]
    [InlineData(0.5, "50%")]
    [InlineData(0.00125, "0.125%")]
    [InlineData(0.0001, "0.01%")]
    [InlineData(0.000001, "0.0001%")]
    [InlineData(0, "0%")]
    public void Shares_are_percentages(double share, string expected) => Assert.Equal(expected, RolloutNumbers.Percent(share));

    [Fact]
    public void Shares_of_arms_are_those_of_basis_points() => Assert.Equal("12.34%", RolloutNumbers.OfWeight(1_234));

    [Fact]
    public void An_effect_whose_interval_is_yet_to_come_is_not_without_one()
    {
        Assert.Equal("not yet", RolloutNumbers.Interval(2.1, null, null));
        Assert.Equal("not yet", RolloutNumbers.Interval(1.5, 0, null));
        Assert.Equal("-", RolloutNumbers.Interval(null, null, null));
        Assert.Equal("at least 1.92", RolloutNumbers.Interval(5.39, 1.9152, null));
    }

    [Fact]
    public void What_is_tolerated_in_any_case_stands_beside_the_factor()
    {
        Assert.Equal("1.1, or 1 ms more", RolloutNumbers.Tolerated([1.1], 1));
        Assert.Equal("-0.03 to 0.03", RolloutNumbers.Tolerated([-0.03, 0.03], null));
    }
}
