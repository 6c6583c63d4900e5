namespace Saker.Learning.Sequential;

/// <summary>Settings of <see cref="OddsEvidence"/>.</summary>
public sealed record OddsSettings
{
    public static OddsSettings Default { get; } = new();

    public Harm Harm { get; init; } = Harm.Higher;

    /// <summary>
    /// By what factor the candidate's odds may differ in the harmful direction, 1 to 10: 1.2 lets an error rate of 1% become 1.2%. For rare
    /// things odds and rates have the same ratio.
    /// </summary>
    public double Tolerance { get; init; } = 1;

    /// <summary>Blocks are joined until each arm has so many requests, from 1. A block without requests of one arm tells nothing.</summary>
    public int MinArmCount { get; init; } = 8;

    /// <summary>
    /// How many requests stand and fall together, 1 to 1,000: 1 when each is for itself, more where users stay with an arm and some of them are much of the traffic (the design effect of Kish 1965). Evidence is
    /// then that of so many times fewer requests.
    /// </summary>
    public double DesignEffect { get; init; } = 1;

    internal void Require() => SequentialRules.Require(
        "Evidence about odds",
        ("tolerance", Tolerance, Tolerance is >= 1 and <= 10, "from 1 to 10"),
        ("design-effect", DesignEffect, DesignEffect is >= 1 and <= 1_000, "from 1 to 1000"),
        ("min-arm-count", MinArmCount, MinArmCount >= 1, "1 or more"));
}
