using System.Text.Json;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

/// <summary>Evidence where callers and not requests are dealt to arms.</summary>
public sealed class KeySpreadTests
{
    private const int Groups = 128;
    private const int Callers = 400;
    private const int Rollouts = 200;

    private static readonly double Alarm = -Math.Log(0.05);

    [Fact]
    public void Callers_who_differ_are_no_evidence_of_harm_when_they_are_counted_apart()
    {
        var (counted, one) = (0, 0);
        for (var i = 0; i < Rollouts; i++)
        {
            var (keyed, plain) = Simulate(Xoshiro256.Of(5, i), rate: 0.01, often: 0.3, factor: 1);
            counted += keyed >= Alarm ? 1 : 0;
            one += plain >= Alarm ? 1 : 0;
        }
        Assert.True(counted <= 0.05 * Rollouts, $"{counted} of {Rollouts} are rolled back");
        Assert.True(one > 0.1 * Rollouts, $"counted one by one {one} of {Rollouts} are: the test would tell nothing");
    }

    [Fact]
    public void Harm_to_all_callers_is_found()
    {
        var found = Enumerable.Range(0, 20).Count(i => Simulate(Xoshiro256.Of(6, i), rate: 0.02, often: 0.02, factor: 3).Keyed >= Alarm);
        Assert.True(found >= 18, $"{found} of 20 are found");
    }

    [Fact]
    public void Of_callers_who_ask_once_evidence_is_about_that_of_requests()
    {
        var chance = new Xoshiro256(7);
        var (keyed, plain) = (new OddsEvidence(), new OddsEvidence());
        for (var block = 0; block < 100; block++)
        {
            var (control, candidate) = (Block(chance, 160, 0.01), Block(chance, 40, 0.03));
            keyed.Add(TotalOf(control), TotalOf(candidate), control, candidate);
            plain.Add(TotalOf(control), TotalOf(candidate));
        }
        Assert.InRange(keyed.DesignEffect, 1, 1.4);
        Assert.Equal(plain.Effect, keyed.Effect, 12);
        Assert.InRange(keyed.LogEvidence / plain.LogEvidence, 0.6, 1.2);
        Assert.True(keyed.Interval().Low <= plain.Interval().Low && keyed.Interval().High >= plain.Interval().High);
    }

    [Fact]
    public void State_that_is_kept_between_blocks_changes_nothing()
    {
        var chance = new Xoshiro256(8);
        var (through, kept) = (new OddsEvidence(), new OddsEvidence());
        for (var block = 0; block < 60; block++)
        {
            // Thin ones wait for more.
            var (control, candidate) = (Block(chance, 6, 0.1), Block(chance, 2, 0.1));
            through.Add(TotalOf(control), TotalOf(candidate), control, candidate);
            kept = new OddsEvidence(state: JsonSerializer.Deserialize<OddsState>(JsonSerializer.Serialize(kept.ToState()))!);
            kept.Add(TotalOf(control), TotalOf(candidate), control, candidate);
        }
        // Sums are kept as single numbers.
        Assert.Equal(through.LogEvidence, kept.LogEvidence, 3);
        Assert.Equal(through.DesignEffect, kept.DesignEffect, 3);
    }

    [Fact]
    public void Means_of_callers_who_differ_are_weighed_by_callers()
    {
        var (alarms, chance) = (0, new Xoshiro256(9));
        for (var i = 0; i < 100; i++)
        {
            var evidence = new MeanEvidence(new MeanSettings { Harm = Harm.Either });
            var callers = Enumerable.Range(0, 100).Select(_ => (Arm: chance.NextDouble() < 0.5 ? 1 : 0, Group: chance.Below(Groups), Mean: chance.NextNormal())).ToArray();
            var isAlarm = false;
            for (var block = 0; block < 40; block++)
            {
                var (moments, sums) = (new Moments[2], new[] { new GroupSum[Groups], new GroupSum[Groups] });
                for (var request = 0; request < 100; request++)
                {
                    var caller = callers[chance.Below(callers.Length)];
                    var value = caller.Mean + (0.3 * chance.NextNormal());
                    moments[caller.Arm] = moments[caller.Arm].With(value);
                    sums[caller.Arm][caller.Group] += new GroupSum(1, value);
                }
                evidence.Add(moments[0], moments[1], sums[0], sums[1]);
                isAlarm |= evidence.LogEvidence >= Alarm;
            }
            alarms += isAlarm ? 1 : 0;
        }
        Assert.True(alarms <= 5, $"{alarms} of 100");
    }

    private static (double Keyed, double Plain) Simulate(Xoshiro256 chance, double rate, double often, double factor)
    {
        var (keyed, plain) = (new OddsEvidence(), new OddsEvidence());
        var callers = Enumerable.Range(0, Callers).Select(i => (Arm: chance.NextDouble() < 0.25 ? 1 : 0, Group: chance.Below(Groups), Rate: i % 40 == 0 ? often : rate)).ToArray();
        var (most, mostPlain) = (0.0, 0.0);
        for (var block = 0; block < 100; block++)
        {
            GroupSum[][] arms = [new GroupSum[Groups], new GroupSum[Groups]];
            for (var request = 0; request < 200; request++)
            {
                // A few send as much as all others.
                var caller = callers[chance.NextDouble() < 0.5 ? chance.Below(Callers) : 40 * chance.Below(Callers / 80)];
                arms[caller.Arm][caller.Group] += new GroupSum(1, chance.NextDouble() < caller.Rate * (caller.Arm == 1 ? factor : 1) ? 1 : 0);
            }
            keyed.Add(TotalOf(arms[0]), TotalOf(arms[1]), arms[0], arms[1]);
            plain.Add(TotalOf(arms[0]), TotalOf(arms[1]));
            (most, mostPlain) = (Math.Max(most, keyed.LogEvidence), Math.Max(mostPlain, plain.LogEvidence));
        }
        return (most, mostPlain);
    }

    private static GroupSum[] Block(Xoshiro256 chance, int count, double rate)
    {
        var groups = new GroupSum[Groups];
        for (var i = 0; i < count; i++)
            groups[chance.Below(Groups)] += new GroupSum(1, chance.NextDouble() < rate ? 1 : 0);
        return groups;
    }

    private static HitCounts TotalOf(GroupSum[] groups) => new(groups.Sum(group => group.Count), (long)groups.Sum(group => group.Sum));
}
