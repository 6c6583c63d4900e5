using System.Text.Json;
using Saker.Data;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class QuantileEvidenceTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Latencies_up_by_half_are_found_and_told_as_a_ratio(double quantile)
    {
        var evidence = Run(1.5, quantile, 300, 1);
        Assert.True(evidence.LogEvidence > -Math.Log(0.0025), $"{evidence.LogEvidence}");
        Assert.Equal(1.5, evidence.Effect, 0.15);
        Assert.True(evidence.Interval().Contains(1.5), $"{evidence.Interval()}");
        Assert.Equal(20_000 * Math.Exp(0.4 * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, quantile)), evidence.ControlValue, evidence.ControlValue * 0.06);
        Assert.Equal(evidence.Effect, evidence.CandidateValue / evidence.ControlValue, 12);
    }

    [Fact]
    public void Latencies_within_the_tolerance_are_called_slow_no_more_often_than_stated_though_they_drift()
    {
        var alarms = 0;
        for (var test = 0; test < 100; test++)
        {
            var (chance, evidence, isAlarm) = (Xoshiro256.Of(3, test), new QuantileEvidence(), false);
            for (var block = 0; block < 100; block++)
            {
                var now = 1 + (0.8 * Math.Sin(block / 10.0));
                evidence.Add(Draws.Latencies(80, now, 0.5, chance), Draws.Latencies(20, 1.1 * now, 0.5, chance));
                isAlarm |= evidence.LogEvidence >= Math.Log(20);
            }
            alarms += isAlarm ? 1 : 0;
        }
        Assert.InRange(alarms, 0, 10);
    }

    [Fact]
    public void A_quicker_candidate_is_no_evidence_of_harm()
    {
        var evidence = Run(0.6, 0.95, 200, 2);
        Assert.True(evidence.LogEvidence < 0);
        Assert.True(evidence.Interval().High < 1);
    }

    [Fact]
    public void Nothing_is_said_before_the_control_has_a_threshold()
    {
        var (evidence, chance) = (new QuantileEvidence(new QuantileSettings { Quantile = 0.99 }), new Xoshiro256(4));
        Assert.Equal(double.NaN, evidence.Effect);
        // Of a thousand requests ten exceed the quantile.
        for (var block = 0; block < 10; block++)
        {
            evidence.Add(Draws.Latencies(95, 1, 0.4, chance), Draws.Latencies(50, 30, 0.4, chance));
            Assert.Equal(0, evidence.LogEvidence);
        }
        for (var block = 0; block < 4; block++)
            evidence.Add(Draws.Latencies(95, 1, 0.4, chance), Draws.Latencies(50, 30, 0.4, chance));
        Assert.True(evidence.LogEvidence > 20);
        Assert.Equal((0, double.PositiveInfinity), (new QuantileEvidence().Interval().Low, new QuantileEvidence().Interval().High));
    }

    [Fact]
    public void The_rarest_quantile_gets_a_threshold_too()
    {
        var (evidence, chance) = (new QuantileEvidence(new QuantileSettings { Quantile = 0.999, Memory = 100 }), new Xoshiro256(8));
        for (var block = 0; block < 60; block++)
            evidence.Add(Draws.Latencies(500, 1, 0.4, chance), Draws.Latencies(50, 2, 0.4, chance));
        Assert.True(evidence.LogEvidence > 5);
    }

    [Fact]
    public void The_threshold_follows_the_control()
    {
        // After the time of day has made everything five times as slow, the same excess is still found.
        var (evidence, chance) = (new QuantileEvidence(new QuantileSettings { Memory = 2_000 }), new Xoshiro256(5));
        for (var block = 0; block < 200; block++)
            evidence.Add(Draws.Latencies(90, 1, 0.4, chance), Draws.Latencies(10, 1, 0.4, chance));
        for (var block = 0; block < 100; block++)
            evidence.Add(Draws.Latencies(90, 5, 0.4, chance), Draws.Latencies(10, 5, 0.4, chance));
        var before = evidence.LogEvidence;
        for (var block = 0; block < 100; block++)
            evidence.Add(Draws.Latencies(90, 5, 0.4, chance), Draws.Latencies(10, 7.5, 0.4, chance));
        Assert.True(before < 1 && evidence.LogEvidence > before + 20, $"{before}, {evidence.LogEvidence}");
    }

    [Fact]
    public void A_state_kept_as_json_goes_on_as_if_there_had_been_no_stop()
    {
        var (whole, first, chance) = (new QuantileEvidence(), new QuantileEvidence(), new Xoshiro256(6));
        for (var block = 0; block < 40; block++)
        {
            var (control, candidate) = (Draws.Latencies(45, 1, 0.5, chance), Draws.Latencies(5, 1.4, 0.5, chance));
            whole.Add(control, candidate);
            first.Add(control, candidate);
            first = new QuantileEvidence(null, JsonSerializer.Deserialize<QuantileState>(JsonSerializer.Serialize(first.ToState())));
        }
        Assert.Equal((whole.LogEvidence, whole.Effect, whole.Interval()), (first.LogEvidence, first.Effect, first.Interval()));
        Assert.NotEqual(0, whole.LogEvidence);
        Assert.InRange(JsonSerializer.Serialize(whole.ToState()).Length, 1_000, 10_000);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused_with_every_reason()
    {
        var error = Assert.Throws<SakerException>(() => new QuantileEvidence(new QuantileSettings { Quantile = 1, Tolerance = -0.1, BucketsPerDoubling = 0, DesignEffect = 0, MinArmCount = 0, Memory = 1 }));
        Assert.Equal(["quantile", "tolerance", "buckets-per-doubling", "design-effect", "min-arm-count", "memory"], error.Problems.Select(problem => problem.Field));
    }

    private static QuantileEvidence Run(double factor, double quantile, int blocks, long seed)
    {
        var (evidence, chance) = (new QuantileEvidence(new QuantileSettings { Quantile = quantile }), new Xoshiro256(seed));
        for (var block = 0; block < blocks; block++)
            evidence.Add(Draws.Latencies(90, 1, 0.4, chance), Draws.Latencies(10, factor, 0.4, chance));
        return evidence;
    }
}
