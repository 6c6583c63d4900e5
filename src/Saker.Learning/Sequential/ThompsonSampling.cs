using Saker.Data;

namespace Saker.Learning.Sequential;

/// <summary>
/// Traffic goes to an arm with the probability that it is the best one (Thompson 1933; Chapelle and Li 2011): much is tried at first, and less and less of what is worse. Outcomes may come late and in any order.
/// The same arms and seed give the same weights.
/// </summary>
/// <remarks>An arm's share changes with what came of it, so a plain comparison of the arms' totals is biased when yields change with time of day; compare within blocks, as <see cref="OddsEvidence"/> does.</remarks>
/// <example>
/// <code>
/// var weights = ThompsonSampling.Weights([new BetaArm(new HitCounts(1_000, 48)), new BetaArm(new HitCounts(1_000, 61))], seed: 7);
/// </code>
/// </example>
public static class ThompsonSampling
{
    /// <summary>Draws when nothing is said: weights are then within a percent.</summary>
    public const int DefaultDraws = 10_000;

    /// <summary>The share of traffic of each arm, adding up to 1: the share of draws in which it yields most.</summary>
    /// <param name="arms">At least one, at most 100. While one is not known well enough to be drawn, all have the same share.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="minShare">What every arm keeps, so that a change in what it yields can still be seen; 0 up to 1 / arms.</param>
    /// <param name="draws">100 to 1,000,000.</param>
    /// <param name="lowerIsBetter">Whether the best arm is that with the lowest yield, such as a loss.</param>
    /// <exception cref="SakerException">A setting is out of its range.</exception>
    public static IReadOnlyList<double> Weights(IReadOnlyList<BanditArm> arms, long seed, double minShare = 0, int draws = DefaultDraws, bool lowerIsBetter = false)
    {
        SequentialRules.Require(
            "Weights of a bandit",
            ("arms", arms.Count, arms.Count is >= 1 and <= 100, "from 1 to 100"),
            ("min-share", minShare, minShare >= 0 && minShare * arms.Count <= 1 + 1e-12, "from 0 to 1 / arms"),
            ("draws", draws, draws is >= 100 and <= 1_000_000, "from 100 to 1000000"));
        var weights = new double[arms.Count];
        if (arms.Any(arm => !arm.IsKnown))
        {
            Array.Fill(weights, 1.0 / arms.Count);
            return weights;
        }
        var chance = new Xoshiro256(seed);
        for (var draw = 0; draw < draws; draw++)
            weights[Best(arms, chance, lowerIsBetter)] += 1.0 / draws;
        // What is above the least share of all is divided as the draws say.
        for (var arm = 0; arm < weights.Length; arm++)
            weights[arm] = minShare + (weights[arm] * (1 - (minShare * weights.Length)));
        return weights;
    }

    private static int Best(IReadOnlyList<BanditArm> arms, Xoshiro256 chance, bool lowerIsBetter)
    {
        var (best, most) = (0, double.NegativeInfinity);
        for (var arm = 0; arm < arms.Count; arm++)
        {
            var yield = arms[arm].Draw(chance) * (lowerIsBetter ? -1 : 1);
            if (yield > most)
                (best, most) = (arm, yield);
        }
        return best;
    }
}
