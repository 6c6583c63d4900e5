using System.Numerics;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class ShiftEvidenceTests
{
    private static readonly double[] s_centres = [.. Enumerable.Range(0, 64).Select(bin => ((bin + 0.5) / 8) - 4)];

    [Theory]
    [InlineData(Harm.Either)]
    [InlineData(Harm.Higher)]
    [InlineData(Harm.Lower)]
    public void The_e_value_of_a_block_is_one_on_average_over_all_ways_to_deal_its_values(Harm harm)
    {
        // Twelve values with ties, five of them the candidate's: 792 ways.
        int[] values = [0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4];
        var settings = new ShiftSettings { Centres = [-2, -1, 0, 1, 2], Known = [30, 80, 100, 60, 30], WarmUp = 100, Tolerance = 0, Harm = harm, MinArmCount = 5 };
        var (sum, ways) = (0.0, 0);
        for (var dealt = 0u; dealt < 1u << values.Length; dealt++)
        {
            if (BitOperations.PopCount(dealt) != 5)
                continue;
            var (control, candidate) = (new long[5], new long[5]);
            for (var i = 0; i < values.Length; i++)
                ((dealt >> i & 1) == 1 ? candidate : control)[values[i]]++;
            var evidence = new ShiftEvidence(settings);
            evidence.Add(control, candidate);
            (sum, ways) = (sum + Math.Exp(evidence.LogEvidence), ways + 1);
        }
        Assert.Equal(792, ways);
        Assert.Equal(1, sum / ways, 10);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-0.1)]
    public void Scores_shifted_by_a_tenth_of_a_deviation_are_found(double shift)
    {
        var evidence = Run(shift, 500, new ShiftSettings { Centres = s_centres }, 1);
        Assert.True(evidence.LogEvidence > -Math.Log(RiskShares.DefaultRisk * RiskShares.Scores), $"{evidence.LogEvidence}");
        Assert.Equal(shift, evidence.Effect, 0.03);
        Assert.True(evidence.Interval().Contains(shift) && !evidence.Interval().Contains(0), $"{evidence.Interval()}");
    }

    [Fact]
    public void A_shift_to_the_harmless_side_is_no_evidence()
    {
        Assert.True(Run(-0.5, 200, new ShiftSettings { Centres = s_centres, Harm = Harm.Higher }, 2).LogEvidence < 0);
        Assert.True(Run(0.5, 200, new ShiftSettings { Centres = s_centres, Harm = Harm.Higher }, 2).LogEvidence > 20);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    public void A_shift_at_the_edge_of_the_tolerance_is_called_harm_no_more_often_than_stated(double tolerance)
    {
        var alarms = 0;
        for (var test = 0; test < 100; test++)
        {
            var (chance, evidence, isAlarm) = (Xoshiro256.Of(5, test), new ShiftEvidence(new ShiftSettings { Centres = s_centres, Tolerance = tolerance }), false);
            for (var block = 0; block < 100; block++)
            {
                evidence.Add(Draws.Scores(80, 0, s_centres, chance), Draws.Scores(20, tolerance, s_centres, chance));
                isAlarm |= evidence.LogEvidence >= Math.Log(20);
            }
            alarms += isAlarm ? 1 : 0;
        }
        Assert.InRange(alarms, 0, 10);
    }

    [Fact]
    public void Scores_that_all_were_alike_and_then_are_not_are_found()
    {
        var evidence = new ShiftEvidence(new ShiftSettings { Centres = [0, 1, 2], WarmUp = 50 });
        evidence.Add([0, 80, 0], [0, 20, 0]);
        for (var block = 0; block < 10; block++)
            evidence.Add([0, 80, 0], [0, 0, 20]);
        Assert.True(evidence.LogEvidence > 5);
    }

    [Fact]
    public void Scores_that_are_always_the_same_say_nothing()
    {
        var evidence = new ShiftEvidence(new ShiftSettings { Centres = [0, 1, 2] });
        for (var block = 0; block < 20; block++)
            evidence.Add([0, 80, 0], [0, 20, 0]);
        Assert.Equal(0, evidence.LogEvidence, 12);
        Assert.False(evidence.Interval().IsKnown);
    }

    [Fact]
    public void A_state_kept_as_json_goes_on_as_if_there_had_been_no_stop()
    {
        var settings = new ShiftSettings { Centres = s_centres };
        var (whole, first, chance) = (new ShiftEvidence(settings), new ShiftEvidence(settings), new Xoshiro256(6));
        for (var block = 0; block < 40; block++)
        {
            var (control, candidate) = (Draws.Scores(37, 0, s_centres, chance), Draws.Scores(4, 0.3, s_centres, chance));
            whole.Add(control, candidate);
            first.Add(control, candidate);
            first = new ShiftEvidence(settings, JsonSerializer.Deserialize<ShiftState>(JsonSerializer.Serialize(first.ToState())));
        }
        Assert.Equal((whole.LogEvidence, whole.Effect, whole.Interval()), (first.LogEvidence, first.Effect, first.Interval()));
        Assert.NotEqual(0, whole.LogEvidence);
    }

    [Fact]
    public void Values_known_beforehand_take_the_place_of_the_warm_up()
    {
        var chance = new Xoshiro256(7);
        var known = Draws.Scores(1_000, 0, s_centres, chance);
        var (cold, warm) = (new ShiftEvidence(new ShiftSettings { Centres = s_centres }), new ShiftEvidence(new ShiftSettings { Centres = s_centres, Known = known }));
        var (control, candidate) = (Draws.Scores(90, 0, s_centres, chance), Draws.Scores(10, 0, s_centres, chance));
        cold.Add(control, candidate);
        warm.Add(control, candidate);
        Assert.Equal(0, cold.LogEvidence);
        Assert.NotEqual(0, warm.LogEvidence);
    }

    [Fact]
    public void Settings_and_states_that_do_not_fit_are_refused_with_every_reason()
    {
        var error = Assert.Throws<SakerException>(() => new ShiftEvidence(new ShiftSettings { Centres = [1, 1], Tolerance = -1, WarmUp = 3, DesignEffect = 0, MinArmCount = 0, Known = [1] }));
        Assert.Equal(["centres", "tolerance", "design-effect", "min-arm-count", "known", "warm-up"], error.Problems.Select(problem => problem.Field));
        var evidence = new ShiftEvidence(new ShiftSettings { Centres = [1, 2] });
        Assert.Throws<ArgumentException>(() => evidence.Add([1], [1, 2]));
        Assert.Throws<SakerException>(() => new ShiftEvidence(new ShiftSettings { Centres = s_centres }, evidence.ToState()));
    }

    private static ShiftEvidence Run(double shift, int blocks, ShiftSettings settings, long seed)
    {
        var (evidence, chance) = (new ShiftEvidence(settings), new Xoshiro256(seed));
        for (var block = 0; block < blocks; block++)
            evidence.Add(Draws.Scores(80, 0, s_centres, chance), Draws.Scores(20, shift, s_centres, chance));
        return evidence;
    }
}
