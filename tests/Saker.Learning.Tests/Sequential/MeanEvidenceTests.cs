using System.Text.Json;
using Saker.Data;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class MeanEvidenceTests
{
    [Fact]
    public void Of_one_block_the_effect_is_that_of_welch_and_the_interval_wider()
    {
        var chance = new Xoshiro256(1);
        var (control, candidate) = (Draws.Values(400, chance.NextNormal), Draws.Values(300, () => 0.4 + chance.NextNormal()));
        var evidence = new MeanEvidence();
        evidence.Add(control, candidate);
        var once = FixedSample.Welch(control, candidate);
        Assert.Equal(once.Effect, evidence.Effect, 12);
        Assert.True(evidence.Interval().Low < once.Interval.Low && evidence.Interval().High > once.Interval.High);
        Assert.InRange((evidence.Interval().High - evidence.Interval().Low) / (once.Interval.High - once.Interval.Low), 1.3, 1.8);
    }

    [Fact]
    public void What_moves_both_arms_is_no_effect_even_while_shares_change()
    {
        var (evidence, all, chance) = (new MeanEvidence(), (Control: default(Moments), Candidate: default(Moments)), new Xoshiro256(2));
        for (var block = 0; block < 60; block++)
        {
            var (controls, candidates, level) = block < 30 ? (180, 20, 0.0) : (100, 100, 5.0);
            var (control, candidate) = (Draws.Values(controls, () => level + chance.NextNormal()), Draws.Values(candidates, () => level + chance.NextNormal()));
            evidence.Add(control, candidate);
            all = (all.Control.Add(control), all.Candidate.Add(candidate));
        }
        Assert.True(FixedSample.Welch(all.Control, all.Candidate).PValue < 1e-6);
        Assert.True(evidence.Interval().Contains(0) && evidence.LogEvidence < 2, $"{evidence.Interval()}");
    }

    [Theory]
    [InlineData(0.01, 0.01, 0.5)]
    [InlineData(0.005, 0.01, 0.1)]
    [InlineData(0.3, 0.3, 0.1)]
    public void Intervals_of_a_difference_of_shares_hold_it_at_all_times_together_though_hits_are_rare(double controlRate, double candidateRate, double share)
    {
        var missed = 0;
        for (var test = 0; test < 200; test++)
        {
            var (chance, evidence, isMissed) = (Xoshiro256.Of(3, test), new MeanEvidence(), false);
            for (var block = 0; block < 50; block++)
            {
                evidence.Add(Moments.Of(Draws.Hits((int)(200 * (1 - share)), controlRate, chance)), Moments.Of(Draws.Hits((int)(200 * share), candidateRate, chance)));
                var interval = evidence.Interval();
                isMissed |= interval.IsKnown && !interval.Contains(candidateRate - controlRate);
            }
            missed += isMissed ? 1 : 0;
        }
        Assert.InRange(missed, 0, 16);
    }

    [Theory]
    [InlineData(Harm.Higher)]
    [InlineData(Harm.Lower)]
    [InlineData(Harm.Either)]
    public void Equal_means_are_called_different_no_more_often_than_stated(Harm harm)
    {
        var alarms = 0;
        for (var test = 0; test < 200; test++)
        {
            var (chance, evidence, isAlarm) = (Xoshiro256.Of(4, test), new MeanEvidence(new MeanSettings { Harm = harm }), false);
            for (var block = 0; block < 60; block++)
            {
                evidence.Add(Draws.Values(150, () => Math.Exp(chance.NextNormal())), Draws.Values(50, () => Math.Exp(chance.NextNormal())));
                isAlarm |= evidence.LogEvidence >= Math.Log(20);
            }
            alarms += isAlarm ? 1 : 0;
        }
        Assert.InRange(alarms, 0, 16);
    }

    [Theory]
    [InlineData(Harm.Higher, 0.3, true)]
    [InlineData(Harm.Lower, 0.3, false)]
    [InlineData(Harm.Lower, -0.3, true)]
    [InlineData(Harm.Either, -0.3, true)]
    public void A_difference_is_harm_in_the_direction_that_was_asked_for(Harm harm, double difference, bool isHarm)
    {
        var (evidence, chance) = (new MeanEvidence(new MeanSettings { Harm = harm }), new Xoshiro256(5));
        for (var block = 0; block < 30; block++)
            evidence.Add(Draws.Values(90, () => 2 * chance.NextNormal()), Draws.Values(30, () => (2 * difference) + (2 * chance.NextNormal())));
        Assert.Equal(isHarm, evidence.LogEvidence > Math.Log(20));
        Assert.Equal(2 * difference, evidence.Effect, 0.3);
    }

    [Fact]
    public void A_tolerance_in_deviations_is_that_many_deviations_of_the_control()
    {
        var (inUnits, inDeviations, chance) = (new MeanEvidence(new MeanSettings { Tolerance = 3 }), new MeanEvidence(new MeanSettings { Tolerance = 0.3, IsToleranceInDeviations = true }), new Xoshiro256(6));
        for (var block = 0; block < 50; block++)
        {
            var (control, candidate) = (Draws.Values(100, () => 10 * chance.NextNormal()), Draws.Values(100, () => 5 + (10 * chance.NextNormal())));
            inUnits.Add(control, candidate);
            inDeviations.Add(control, candidate);
        }
        Assert.True(inUnits.LogEvidence > 5);
        Assert.Equal(inUnits.LogEvidence, inDeviations.LogEvidence, inUnits.LogEvidence * 0.1);
    }

    [Fact]
    public void Nothing_is_said_of_few_values_or_of_values_that_do_not_vary()
    {
        var chance = new Xoshiro256(7);
        var few = new MeanEvidence();
        few.Add(Draws.Values(1_000, chance.NextNormal), Draws.Values(99, () => 50 + chance.NextNormal()));
        Assert.Equal((0, false), (few.LogEvidence, few.Interval().IsKnown));
        var alike = new MeanEvidence();
        alike.Add(new Moments(500, 7, 0), new Moments(500, 7, 0));
        Assert.Equal((0, false, 0), (alike.LogEvidence, alike.Interval().IsKnown, alike.Effect));
    }

    [Fact]
    public void A_state_kept_as_json_goes_on_as_if_there_had_been_no_stop()
    {
        var (whole, first, chance) = (new MeanEvidence(), new MeanEvidence(), new Xoshiro256(8));
        for (var block = 0; block < 40; block++)
        {
            var (control, candidate) = (Draws.Values(45, chance.NextNormal), Draws.Values(7, chance.NextNormal));
            whole.Add(control, candidate);
            first.Add(control, candidate);
            first = new MeanEvidence(null, JsonSerializer.Deserialize<MeanState>(JsonSerializer.Serialize(first.ToState())));
        }
        Assert.Equal((whole.LogEvidence, whole.Effect, whole.Interval()), (first.LogEvidence, first.Effect, first.Interval()));
        Assert.True(whole.Interval().IsKnown);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused_with_every_reason()
    {
        var error = Assert.Throws<SakerException>(() => new MeanEvidence(new MeanSettings { Tolerance = -1, ExpectedEffect = 0, DesignEffect = 0, MinArmCount = 1, MinSample = 5 }));
        Assert.Equal(["tolerance", "expected-effect", "design-effect", "min-arm-count", "min-sample"], error.Problems.Select(problem => problem.Field));
        Assert.Equal("tolerance", Assert.Throws<SakerException>(() => new PairedEvidence(new MeanSettings { IsToleranceInDeviations = true })).Field);
    }

    [Fact]
    public void Pairs_that_differ_are_found_among_requests_that_differ_far_more()
    {
        var (paired, apart, chance) = (new PairedEvidence(), new MeanEvidence(), new Xoshiro256(9));
        for (var block = 0; block < 10; block++)
        {
            var (control, candidate, differences) = (default(Moments), default(Moments), default(Moments));
            for (var i = 0; i < 50; i++)
            {
                var request = 10 * chance.NextNormal();
                var shadow = request + 0.2 + (0.5 * chance.NextNormal());
                (control, candidate, differences) = (control.With(request), candidate.With(shadow), differences.With(shadow - request));
            }
            paired.Add(differences);
            apart.Add(control, candidate);
        }
        Assert.True(paired.LogEvidence > 10 && apart.LogEvidence < 1);
        Assert.True(paired.Interval().Contains(0.2) && !paired.Interval().Contains(0));
        Assert.Equal(paired.LogEvidence, new PairedEvidence(null, paired.Differences).LogEvidence);
    }

    [Fact]
    public void Arms_of_one_value_each_are_told_apart_and_equal_ones_are_not()
    {
        var (apart, equal) = (new MeanEvidence(new MeanSettings { Harm = Harm.Higher }), new MeanEvidence(new MeanSettings { Harm = Harm.Higher }));
        for (var block = 0; block < 10; block++)
        {
            apart.Add(Moments.Of(new HitCounts(20, 0)), Moments.Of(new HitCounts(20, 20)));
            equal.Add(Moments.Of(new HitCounts(20, 20)), Moments.Of(new HitCounts(20, 20)));
        }
        Assert.True(apart.LogEvidence > -Math.Log(0.001), $"{apart.LogEvidence}");
        Assert.Equal(0, equal.LogEvidence);
    }
}
