using Saker.Learning.Sequential;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class RewardComparisonTests
{
    private static readonly EvidenceSubject Three = new() { Names = ["control", "candidate", "candidate-2"], Guards = [], Reward = "revenue" };

    [Fact]
    public void The_arm_that_yields_most_wins_once_that_is_shown_against_all_others()
    {
        var rewards = Draw(new RewardComparison(3, null, null), minutes: 200, 10, 10.5, 10);

        var finding = rewards.Find(Three)!;

        Assert.Equal(1, finding.Winner);
        Assert.Contains("candidate has the best revenue", finding.Text, StringComparison.Ordinal);
        Assert.Contains("candidate less control is 0.", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_control_can_win()
    {
        Assert.Equal(0, Draw(new RewardComparison(3, null, null), minutes: 200, 10.5, 10, 10).Find(Three)!.Winner);
    }

    [Fact]
    public void Nothing_is_found_while_two_arms_are_as_good_and_no_difference_once_it_is_shown_to_be_small()
    {
        var rewards = Draw(new RewardComparison(3, null, null), minutes: 400, 10, 10, 10);
        var tolerant = Three with { Guards = [new RolloutGuard { Name = "revenue", Kind = GuardKind.Metric, Metric = "revenue", Tolerance = 0.2, Risk = 0.01 }] };

        Assert.Null(rewards.Find(Three));
        Assert.Equal((null, true), (rewards.Find(tolerant)!.Winner, rewards.Find(tolerant)!.Text.StartsWith("No arm's revenue differs by more than 0.2", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_arm_that_is_out_neither_wins_nor_gets_requests()
    {
        var rewards = Draw(new RewardComparison(3, null, null), minutes: 200, 10, 11, 10.5);
        var without = Three with { IsIn = [true, false, true] };

        Assert.Equal(2, rewards.Find(without)!.Winner);
        Assert.Equal(0, rewards.Weigh(without, seed: 1)[1]);
        Assert.Equal(10_000, rewards.Weigh(without, seed: 1).Sum());
    }

    [Fact]
    public void A_bandit_shares_alike_before_anything_is_known_and_then_gives_most_to_the_best()
    {
        var nothing = new RewardComparison(3, null, null).Weigh(Three, seed: 1);
        var rewards = Draw(new RewardComparison(3, null, null), minutes: 100, 10, 10.4, 10);
        var known = rewards.Weigh(Three, seed: 1);

        Assert.Equal(10_000, nothing.Sum());
        Assert.All(nothing, weight => Assert.InRange(weight, 3_333, 3_334));
        Assert.Equal(10_000, known.Sum());
        Assert.True(known[1] > 9_000);
        Assert.True(known[0] >= 100 && known[2] >= 100);
        Assert.Equal(known, rewards.Weigh(Three, seed: 1));
    }

    [Fact]
    public void What_the_usual_test_would_say_is_told_beside_what_holds_at_all_times()
    {
        var rewards = Draw(new RewardComparison(2, null, null), minutes: 100, 10, 10.3);
        var two = Three with { Names = ["control", "candidate"] };

        var comparison = rewards.Compare(two).Single();
        var welch = FixedSample.Welch(rewards.Arms[0], rewards.Arms[1]);

        Assert.Equal(welch.PValue, comparison.LookedAtOnce!.PValue);
        Assert.True(comparison.Low < comparison.LookedAtOnce.Low && comparison.High > comparison.LookedAtOnce.High);
    }

    private static RewardComparison Draw(RewardComparison rewards, int minutes, params double[] means)
    {
        var chance = new PlantedBlocks(11);
        for (var minute = 0; minute < minutes; minute++)
        {
            var arms = means.Select(mean =>
            {
                var moments = default(Moments);
                for (var i = 0; i < 25; i++)
                    moments = moments.With(mean + chance.NextNormal());
                return moments;
            }).ToArray();
            rewards.Add(arms);
        }
        return rewards;
    }
}
