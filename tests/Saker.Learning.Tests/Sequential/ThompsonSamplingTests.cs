using Saker.Data;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class ThompsonSamplingTests
{
    [Fact]
    public void Weights_of_two_shares_are_the_chances_that_each_is_the_larger()
    {
        foreach (var reference in SequentialReference.Read().Better)
        {
            var weights = ThompsonSampling.Weights([Arm(reference.First), Arm(reference.Second)], seed: 1, draws: 100_000);
            Assert.Equal(reference.Chance, weights[0], 0.006);
            Assert.Equal(1, weights.Sum(), 9);
        }

        static BetaArm Arm(long[] counts) => new(new HitCounts(counts[1], counts[0]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_others()
    {
        BanditArm[] arms = [new BetaArm(new HitCounts(100, 9)), new BetaArm(new HitCounts(100, 11)), new BetaArm(default)];
        Assert.Equal(ThompsonSampling.Weights(arms, 3), ThompsonSampling.Weights(arms, 3));
        Assert.NotEqual(ThompsonSampling.Weights(arms, 3), ThompsonSampling.Weights(arms, 4));
    }

    [Fact]
    public void Every_arm_keeps_the_least_share()
    {
        var weights = ThompsonSampling.Weights([new BetaArm(new HitCounts(1_000, 900)), new BetaArm(new HitCounts(1_000, 10))], 1, minShare: 0.05);
        Assert.Equal(0.95, weights[0], 9);
        Assert.Equal(0.05, weights[1], 9);
    }

    [Fact]
    public void Numbers_are_weighed_by_students_distribution_of_their_means()
    {
        // The difference of two means of Student's distribution with 9 degrees of freedom exceeds 0 evenly; one that is 2.262 errors above a certain one, in 97.5%.
        var certain = new NormalArm(new Moments(1_000_000, 0, 1e-6));
        var weights = ThompsonSampling.Weights([new NormalArm(new Moments(10, 2.262157 * Math.Sqrt(0.1), 9)), certain], 1, draws: 100_000);
        Assert.Equal(0.975, weights[0], 0.003);
        var lower = ThompsonSampling.Weights([new NormalArm(new Moments(10, 2.262157 * Math.Sqrt(0.1), 9)), certain], 1, draws: 100_000, lowerIsBetter: true);
        Assert.Equal(0.025, lower[0], 0.003);
    }

    [Fact]
    public void Arms_of_which_nothing_is_known_share_alike()
    {
        var weights = ThompsonSampling.Weights([new NormalArm(new Moments(2, 5, 1)), new NormalArm(new Moments(500, 9, 1_000)), new NormalArm(default)], 1);
        Assert.All(weights, weight => Assert.Equal(1.0 / 3, weight, 12));
    }

    [Fact]
    public void Traffic_finds_the_best_arm_and_little_is_lost_on_the_way()
    {
        double[] rates = [0.05, 0.06, 0.1];
        var (counts, chance, lost) = (new HitCounts[3], new Xoshiro256(2), 0.0);
        for (var round = 0; round < 100; round++)
        {
            var weights = ThompsonSampling.Weights([.. counts.Select(count => new BetaArm(count))], round, draws: 500);
            for (var arm = 0; arm < 3; arm++)
            {
                var requests = (int)(200 * weights[arm]);
                counts[arm] += Draws.Hits(requests, rates[arm], chance);
                lost += requests * (rates[2] - rates[arm]);
            }
        }
        Assert.True(counts[2].Count > 0.8 * counts.Sum(count => count.Count), string.Join(' ', counts));
        // An even split would have lost 600.
        Assert.InRange(lost, 0, 150);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused_with_every_reason()
    {
        var error = Assert.Throws<SakerException>(() => ThompsonSampling.Weights([], 1, minShare: -1, draws: 1));
        Assert.Equal(["arms", "min-share", "draws"], error.Problems.Select(problem => problem.Field));
    }
}
