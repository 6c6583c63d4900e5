using Saker.Data;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class RolloutPlanningTests
{
    private const double Risk = 0.03;

    [Theory]
    [InlineData(0.01, 0.02, 0.1)]
    [InlineData(0.02, 0.03, 0.3)]
    [InlineData(0.2, 0.3, 0.5)]
    public void Plans_for_errors_are_near_what_simulation_takes(double controlRate, double candidateRate, double share)
    {
        var need = RolloutPlanning.Odds(controlRate, candidateRate, share, Risk);
        var times = Simulate(chance =>
        {
            var evidence = new OddsEvidence();
            return (() => evidence.Add(Draws.Hits((int)(100 * (1 - share)), controlRate, chance), Draws.Hits((int)(100 * share), candidateRate, chance)), evidence);
        }, (int)(100 * share), 100);
        Assert.Equal(times[50], need.Median, times[50] * 0.3);
        Assert.Equal(times[90], need.Likely, times[90] * 0.35);
    }

    [Fact]
    public void Plans_for_shifts_are_near_what_simulation_takes()
    {
        double[] centres = [.. Enumerable.Range(0, 64).Select(bin => ((bin + 0.5) / 8) - 4)];
        var need = RolloutPlanning.Shift(-0.3, 0.2, Risk, 0.05);
        var times = Simulate(chance =>
        {
            var evidence = new ShiftEvidence(new ShiftSettings { Centres = centres, Tolerance = 0.05 });
            return (() => evidence.Add(Draws.Scores(80, 0, centres, chance), Draws.Scores(20, -0.3, centres, chance)), evidence);
        }, 20, 100);
        Assert.Equal(times[50], need.Median, times[50] * 0.3);
    }

    [Fact]
    public void Plans_for_means_are_near_what_simulation_takes()
    {
        var need = RolloutPlanning.Mean(0.15, 0.5, Risk);
        var times = Simulate(chance =>
        {
            var evidence = new MeanEvidence();
            return (() => evidence.Add(Draws.Values(50, chance.NextNormal), Draws.Values(50, () => 0.15 + chance.NextNormal())), evidence);
        }, 50, 100);
        Assert.Equal(times[50], need.Median, times[50] * 0.3);
    }

    [Fact]
    public void Plans_for_latencies_are_near_what_simulation_takes()
    {
        var history = Draws.Latencies(100_000, 1, 0.5, new Xoshiro256(1));
        var need = RolloutPlanning.Quantile(history, 1.4, 0.2, Risk);
        var times = Simulate(chance =>
        {
            var evidence = new QuantileEvidence();
            return (() => evidence.Add(Draws.Latencies(80, 1, 0.5, chance), Draws.Latencies(20, 1.4, 0.5, chance)), evidence);
        }, 20, 100);
        Assert.Equal(times[50], need.Median, times[50] * 0.35);
    }

    [Fact]
    public void What_is_within_the_tolerance_is_never_found()
    {
        Assert.Equal(PlannedNeed.Never, RolloutPlanning.Odds(0.01, 0.011, 0.1, Risk, new OddsSettings { Tolerance = 1.2 }));
        Assert.Equal(PlannedNeed.Never, RolloutPlanning.Odds(0.02, 0.01, 0.1, Risk));
        Assert.Equal(PlannedNeed.Never, RolloutPlanning.Shift(0.03, 0.1, Risk, 0.04));
        var history = Draws.Latencies(10_000, 1, 0.5, new Xoshiro256(2));
        Assert.Equal(PlannedNeed.Never, RolloutPlanning.Quantile(history, 1.05, 0.1, Risk));
        Assert.Equal(PlannedNeed.Never, RolloutPlanning.Quantile([], 2, 0.1, Risk));
        Assert.True(double.IsFinite(RolloutPlanning.Odds(0.02, 0.01, 0.1, Risk, new OddsSettings { Harm = Harm.Lower }).Likely));
    }

    [Fact]
    public void Less_risk_smaller_effects_and_larger_shares_need_more_requests_of_the_candidate()
    {
        var need = RolloutPlanning.Odds(0.01, 0.02, 0.1, Risk).Median;
        Assert.True(RolloutPlanning.Odds(0.01, 0.02, 0.1, Risk / 10).Median > need);
        Assert.True(RolloutPlanning.Odds(0.01, 0.015, 0.1, Risk).Median > 2 * need);
        Assert.True(RolloutPlanning.Odds(0.01, 0.02, 0.5, Risk).Median > need);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_with_every_reason() => Assert.Equal(
        ["control-rate", "candidate-rate", "candidate-share", "risk"],
        Assert.Throws<SakerException>(() => RolloutPlanning.Odds(0, 1, 1, 0)).Problems.Select(problem => problem.Field));

    /// <summary>Requests of the candidate until the risk is reached, ascending.</summary>
    private static double[] Simulate(Func<Xoshiro256, (Action Next, ISequentialEvidence Evidence)> begin, int candidates, int tests)
    {
        var times = new double[tests];
        for (var test = 0; test < tests; test++)
        {
            var (next, evidence) = begin(Xoshiro256.Of(9, test));
            for (times[test] = 0; evidence.LogEvidence < -Math.Log(Risk) && times[test] < 100_000; times[test] += candidates)
                next();
        }
        Array.Sort(times);
        return times;
    }
}
