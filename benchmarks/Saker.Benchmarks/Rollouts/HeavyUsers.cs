using Saker.Learning;
using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>
/// Users who stay with their arm, some of whom are much of the traffic (Zipf) or fail much more than others: requests are then no longer independent of each other, and an arm may fail more
/// because of whom it got.
/// </summary>
internal static class HeavyUsers
{
    private const int Users = 2_000;
    private const double Share = 0.25;

    /// <summary>What people can know beforehand: how many requests the user of a request makes on average, in so many requests.</summary>
    /// <param name="requests">Of a rollout.</param>
    public static double DesignEffect(int requests) => Weights().Sum(weight => weight * requests * weight);

    /// <summary>Whether a rollout without harm was called harmful, by default and with a design effect.</summary>
    public static (bool Default, bool WithEffect) Run(int requests, double designEffect, Xoshiro256 chance)
    {
        var (weights, evidence, mended) = (new AliasTable(Weights()), new OddsEvidence(), new OddsEvidence(new OddsSettings { DesignEffect = designEffect }));
        var (arms, rates, isHarm, isMendedHarm) = (new int[Users], new double[Users], false, false);
        for (var user = 0; user < Users; user++)
            (arms[user], rates[user]) = (chance.NextDouble() < Share ? 1 : 0, chance.NextDouble() < 0.02 ? 0.25 : 0.005);
        for (var block = 0; block < requests / 100; block++)
        {
            var counts = new HitCounts[2];
            for (var i = 0; i < 100; i++)
            {
                var user = weights.Draw(chance);
                counts[arms[user]] += new HitCounts(1, chance.NextDouble() < rates[user] ? 1 : 0);
            }
            evidence.Add(counts[0], counts[1]);
            mended.Add(counts[0], counts[1]);
            isHarm |= evidence.LogEvidence >= -Math.Log(RiskShares.DefaultRisk);
            isMendedHarm |= mended.LogEvidence >= -Math.Log(RiskShares.DefaultRisk);
        }
        return (isHarm, isMendedHarm);
    }

    // Half as flat as Zipf's law: the first user makes 1% of requests, half of the users a quarter.
    private static double[] Weights()
    {
        double[] weights = [.. Enumerable.Range(1, Users).Select(rank => 1 / Math.Sqrt(rank))];
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
