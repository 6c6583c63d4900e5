using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>Numbers of guards as people read them.</summary>
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
    public void What_is_not_known_is_no_number(double? value, string expected) => Assert.Equal(expected, RolloutNumbers.Of(value));
}
