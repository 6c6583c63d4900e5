using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class RiskSharesTests
{
    [Fact]
    public void Weights_of_the_guards_of_every_rollout_add_up_to_the_whole_risk() => Assert.Equal(
        1,
        RiskShares.Errors + RiskShares.Refusals + RiskShares.Fallbacks + RiskShares.LatencyP50 + RiskShares.LatencyP95 + RiskShares.LatencyP99 + RiskShares.Scores,
        12);

    [Fact]
    public void A_guard_that_alarms_alone_alarms_for_all_and_two_that_are_close_do_together()
    {
        double[] weights = [3, 1, 1];
        var threshold = RiskShares.LogThreshold(0.05, 3, 5);
        Assert.Equal(Math.Log(5 / 3.0 / 0.05), threshold, 12);
        Assert.True(RiskShares.LogCombined([threshold, double.NegativeInfinity, -3], weights) >= Math.Log(20));
        var close = RiskShares.LogThreshold(0.05, 1, 5) - Math.Log(2) + 1e-9;
        Assert.True(RiskShares.LogCombined([double.NegativeInfinity, close, close], weights) >= Math.Log(20));
        Assert.Equal(0, RiskShares.LogCombined([0, 0, 0], weights), 12);
        // Overwhelming evidence does not overflow.
        Assert.Equal(5_000 + Math.Log(0.6), RiskShares.LogCombined([5_000, -5_000, 0], weights), 9);
        Assert.Throws<ArgumentException>(() => RiskShares.LogCombined([1], weights));
    }
}
