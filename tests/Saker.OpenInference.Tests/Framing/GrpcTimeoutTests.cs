using FsCheck;
using FsCheck.Fluent;
using Saker.OpenInference.Framing;
using Saker.Testing;

namespace Saker.OpenInference.Tests.Framing;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("45m", 450_000)]
    [InlineData("67u", 670)]
    [InlineData("800n", 8)]
    [InlineData("99999999n", 999_999)]
    [InlineData("0S", 0)]
    public void A_timeout_is_a_number_and_a_unit(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1.5S")]
    [InlineData("100000000n")]
    [InlineData("١S")]
    public void Anything_else_is_none(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Fact]
    public void The_longest_timeout_is_what_a_timer_can_measure()
    {
        Assert.True(GrpcTimeout.TryParse("99999999H", out var timeout));
        Assert.Equal(GrpcTimeout.Max, timeout);
        using var timer = new CancellationTokenSource(timeout);
        Assert.False(timer.IsCancellationRequested);
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_time_or_a_little_less() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), number =>
        {
            for (var shift = 0; shift < 40; shift += 8)
            {
                var timeout = TimeSpan.FromTicks(Math.Abs(number % (1L << 20)) << shift);
                if (timeout > GrpcTimeout.Max)
                    continue;
                Assert.True(GrpcTimeout.TryParse(GrpcTimeout.Format(timeout), out var read));
                Assert.InRange(timeout.Ticks - read.Ticks, 0, Math.Max(0, timeout.Ticks / 100_000));
            }
        }).Hold();

    [Fact]
    public void A_time_that_is_over_is_written_as_zero() => Assert.Equal("0n", GrpcTimeout.Format(TimeSpan.FromSeconds(-1)));
}
