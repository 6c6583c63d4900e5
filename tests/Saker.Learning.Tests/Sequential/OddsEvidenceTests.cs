using System.Text.Json;
using MathNet.Numerics;
using Saker.Data;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class OddsEvidenceTests
{
    [Theory]
    [InlineData(Harm.Higher, 1.0)]
    [InlineData(Harm.Lower, 1.0)]
    [InlineData(Harm.Either, 1.0)]
    [InlineData(Harm.Higher, 1.25)]
    public void The_e_value_of_a_block_is_one_on_average_at_the_edge_of_the_tolerance(Harm harm, double tolerance)
    {
        var settings = new OddsSettings { Harm = harm, Tolerance = tolerance };
        foreach (var (controls, candidates, hits) in ((int, int, int)[])[(90, 10, 4), (50, 50, 30), (9, 200, 40)])
            Assert.Equal(1, MeanEValue(settings, controls, candidates, hits, harm == Harm.Lower ? 1 / tolerance : tolerance), 9);
    }

    [Theory]
    [InlineData(Harm.Higher, 0.6)]
    [InlineData(Harm.Higher, 1.2)]
    [InlineData(Harm.Lower, 2.0)]
    [InlineData(Harm.Lower, 0.9)]
    [InlineData(Harm.Either, 0.85)]
    [InlineData(Harm.Either, 1.15)]
    public void The_e_value_of_a_block_is_at_most_one_on_average_within_the_tolerance(Harm harm, double odds)
    {
        var settings = new OddsSettings { Harm = harm, Tolerance = 1.25 };
        Assert.InRange(MeanEValue(settings, 60, 40, 25, odds), 0, 1 + 1e-9);
    }

    [Fact]
    public void Twice_as_many_errors_are_found_and_named_with_their_interval()
    {
        var evidence = new OddsEvidence();
        for (var block = 0; block < 60; block++)
            evidence.Add(new HitCounts(900, 9), new HitCounts(100, 2));
        Assert.InRange(evidence.LogEvidence, 15, 25);
        Assert.Equal(2.02, evidence.Effect, 2);
        var interval = evidence.Interval();
        Assert.True(interval.Low is > 1.3 and < 1.7 && interval.High is > 2.4 and < 3, $"{interval}");
        Assert.True(evidence.Interval(0.99).Low < interval.Low);
    }

    [Fact]
    public void What_strikes_both_arms_is_no_evidence_even_while_shares_change()
    {
        var (evidence, all) = (new OddsEvidence(), (Control: default(HitCounts), Candidate: default(HitCounts)));
        for (var block = 0; block < 200; block++)
        {
            // The candidate gets half of the traffic just when everything fails more.
            var (controls, candidates, hits) = block < 100 ? (990, 10, 0.01) : (500, 500, 0.2);
            var (control, candidate) = (new HitCounts(controls, (long)(controls * hits)), new HitCounts(candidates, (long)(candidates * hits)));
            evidence.Add(control, candidate);
            all = (all.Control + control, all.Candidate + candidate);
        }
        Assert.True(all.Candidate.Share > 2 * all.Control.Share);
        Assert.InRange(evidence.LogEvidence, double.NegativeInfinity, 0);
        Assert.True(evidence.Interval().Contains(1));
        Assert.Equal(1, evidence.Effect, 2);
    }

    [Fact]
    public void Nothing_is_known_without_requests_without_hits_and_where_all_are_hits()
    {
        var evidence = new OddsEvidence();
        AssertNothing(evidence);
        evidence.Add(new HitCounts(500, 0), new HitCounts(500, 0));
        AssertNothing(evidence);
        evidence.Add(new HitCounts(500, 500), new HitCounts(500, 500));
        AssertNothing(evidence);
        evidence.Add(new HitCounts(500, 20), default);
        evidence.Settle();
        AssertNothing(evidence);
    }

    [Fact]
    public void A_candidate_that_fails_always_is_found_after_a_handful_of_requests()
    {
        var evidence = new OddsEvidence();
        evidence.Add(new HitCounts(95, 1), new HitCounts(5, 5));
        Assert.Equal(0, evidence.LogEvidence);
        evidence.Add(new HitCounts(95, 1), new HitCounts(5, 5));
        Assert.True(evidence.LogEvidence > -Math.Log(RiskShares.DefaultRisk * RiskShares.Errors));
        Assert.Equal(double.PositiveInfinity, evidence.Interval().High);
    }

    [Fact]
    public void A_candidate_that_fails_only_after_a_long_time_is_still_found()
    {
        var (evidence, chance) = (new OddsEvidence(), new Xoshiro256(3));
        for (var block = 0; block < 1_000; block++)
            evidence.Add(Draws.Hits(90, 0.01, chance), Draws.Hits(10, 0.01, chance));
        Assert.InRange(evidence.LogEvidence, -4, 2);
        var late = 0;
        for (; evidence.LogEvidence < -Math.Log(RiskShares.DefaultRisk * RiskShares.Errors) && late < 100_000; late += 10)
            evidence.Add(Draws.Hits(90, 0.01, chance), Draws.Hits(10, 0.03, chance));
        Assert.InRange(late, 100, 2_500);
    }

    [Fact]
    public void Requests_of_users_who_fail_together_need_the_design_effect()
    {
        // Each of a block's requests stands for ten of one user.
        var (alone, naive, mended) = (new OddsEvidence(), new OddsEvidence(), new OddsEvidence(new OddsSettings { DesignEffect = 10 }));
        for (var block = 0; block < 20; block++)
        {
            alone.Add(new HitCounts(9_000, 9 + (block % 3)), new HitCounts(1_000, 3));
            naive.Add(new HitCounts(90_000, 10 * (9 + (block % 3))), new HitCounts(10_000, 30));
            mended.Add(new HitCounts(90_000, 10 * (9 + (block % 3))), new HitCounts(10_000, 30));
        }
        Assert.True(naive.LogEvidence > 5 * alone.LogEvidence);
        Assert.Equal(alone.LogEvidence, mended.LogEvidence, 0.2 * alone.LogEvidence);
        Assert.Equal(alone.Interval().Low, mended.Interval().Low, 0.05);
        Assert.Equal(alone.Interval().High, mended.Interval().High, 0.3);
    }

    [Fact]
    public void A_first_block_that_speaks_overwhelmingly_for_the_candidate_does_not_end_the_watch()
    {
        foreach (var harm in (Harm[])[Harm.Higher, Harm.Either])
        {
            var evidence = new OddsEvidence(new OddsSettings { Harm = harm });
            evidence.Add(new HitCounts(10_000_000, 1_000_000), new HitCounts(10_000_000, 0));
            Assert.True(double.IsFinite(evidence.LogEvidence), $"{evidence.LogEvidence}");
            for (var block = 0; block < 100; block++)
                evidence.Add(new HitCounts(1_000_000, 10_000), new HitCounts(1_000_000, 900_000));
            Assert.True(evidence.LogEvidence > 1_000, $"{evidence.LogEvidence}");
        }
    }

    [Fact]
    public void Thin_blocks_wait_for_more_until_shares_change()
    {
        var (alone, joined, settled) = (new OddsEvidence(), new OddsEvidence(), new OddsEvidence());
        alone.Add(new HitCounts(180, 3), new HitCounts(10, 2));
        joined.Add(new HitCounts(100, 1), new HitCounts(5, 2));
        Assert.Equal(0, joined.LogEvidence);
        joined.Add(new HitCounts(80, 2), new HitCounts(5, 0));
        Assert.Equal(alone.LogEvidence, joined.LogEvidence, 12);
        settled.Add(new HitCounts(100, 1), new HitCounts(5, 2));
        settled.Settle();
        Assert.NotEqual(0, settled.LogEvidence);
        // Once the shares are known, a block is full by all of its requests, also without any of the candidate.
        var (before, told) = (joined.LogEvidence, joined.ToState().Control.Count);
        joined.Add(new HitCounts(151, 3), default);
        Assert.Equal((before, told), (joined.LogEvidence, joined.ToState().Control.Count));
        joined.Add(new HitCounts(1, 0), default);
        Assert.Equal((0, before), (joined.ToState().PendingControl.Count, joined.LogEvidence));
    }

    [Fact]
    public void Requests_one_by_one_while_everything_gets_worse_and_better_are_no_harm()
    {
        var alarms = 0;
        for (var test = 0; test < 200; test++)
        {
            var (chance, evidence, isAlarm) = (Xoshiro256.Of(6, test), new OddsEvidence(), false);
            for (var request = 0; request < 8_000; request++)
            {
                // Rises within what one joined block lasts, and falls at once.
                var one = Draws.Hits(1, 0.5 * (request % 100 / 100.0), chance);
                var isCandidate = chance.NextDouble() < 0.1;
                evidence.Add(isCandidate ? default : one, isCandidate ? one : default);
                isAlarm |= evidence.LogEvidence >= Math.Log(20);
            }
            alarms += isAlarm ? 1 : 0;
        }
        Assert.InRange(alarms, 0, 16);
    }

    [Fact]
    public void A_state_kept_as_json_goes_on_as_if_there_had_been_no_stop()
    {
        var settings = new OddsSettings { Tolerance = 1.1, Harm = Harm.Either };
        var (whole, first) = (new OddsEvidence(settings), new OddsEvidence(settings));
        for (var block = 0; block < 30; block++)
        {
            var (control, candidate) = (new HitCounts(70 + block, block % 4), new HitCounts(3 + (block % 9), block % 3));
            whole.Add(control, candidate);
            first.Add(control, candidate);
            first = new OddsEvidence(settings, JsonSerializer.Deserialize<OddsState>(JsonSerializer.Serialize(first.ToState())));
        }
        Assert.Equal((whole.LogEvidence, whole.Effect, whole.Interval()), (first.LogEvidence, first.Effect, first.Interval()));
        Assert.NotEqual(0, whole.LogEvidence);
    }

    [Fact]
    public void Settings_and_states_that_do_not_fit_are_refused_with_every_reason()
    {
        var error = Assert.Throws<SakerException>(() => new OddsEvidence(new OddsSettings { Tolerance = 0.5, MinArmCount = 0, DesignEffect = 0 }));
        Assert.Equal(["tolerance", "design-effect", "min-arm-count"], error.Problems.Select(problem => problem.Field));
        Assert.Throws<SakerException>(() => new OddsEvidence(null, new OddsEvidence().ToState() with { Normalisers = [0, 0] }));
        Assert.Throws<SakerException>(() => new OddsEvidence().Interval(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OddsEvidence().Add(new HitCounts(5, 6), default));
    }

    [Fact]
    public void Intervals_hold_the_odds_ratio_at_all_times_together()
    {
        const int tests = 200;
        var missed = 0;
        for (var test = 0; test < tests; test++)
        {
            var (chance, evidence, isMissed) = (Xoshiro256.Of(4, test), new OddsEvidence(), false);
            for (var block = 0; block < 100; block++)
            {
                var rate = 0.02 + (0.1 * chance.NextDouble());
                evidence.Add(Draws.Hits(160, rate, chance), Draws.Hits(40, 1.5 * rate / (1 + (0.5 * rate)), chance));
                isMissed |= !evidence.Interval().Contains(1.5);
            }
            missed += isMissed ? 1 : 0;
        }
        Assert.InRange(missed, 0, 16);
    }

    private static void AssertNothing(OddsEvidence evidence)
    {
        Assert.Equal(0, evidence.LogEvidence, 12);
        Assert.Equal(double.NaN, evidence.Effect);
        Assert.Equal((0, double.PositiveInfinity), (evidence.Interval().Low, evidence.Interval().High));
    }

    /// <summary>Over all that a block may give, by the noncentral hypergeometric distribution summed here.</summary>
    private static double MeanEValue(OddsSettings settings, int controls, int candidates, int hits, double odds)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var own = Math.Max(0, hits - controls); own <= Math.Min(hits, candidates); own++)
        {
            var weight = Math.Exp(SpecialFunctions.BinomialLn(candidates, own) + SpecialFunctions.BinomialLn(controls, hits - own) + (own * Math.Log(odds)));
            var evidence = new OddsEvidence(settings);
            evidence.Add(new HitCounts(controls, hits - own), new HitCounts(candidates, own));
            (sum, weights) = (sum + (weight * Math.Exp(evidence.LogEvidence)), weights + weight);
        }
        return sum / weights;
    }
}
