namespace Saker.Learning.Sequential;

/// <summary>Settings of <see cref="MeanEvidence"/>.</summary>
public sealed record MeanSettings
{
    public static MeanSettings Default { get; } = new();

    public Harm Harm { get; init; } = Harm.Either;

    /// <summary>By how much the candidate's mean may differ in the harmful direction, from 0, in the unit of the values or in standard deviations of the control.</summary>
    public double Tolerance { get; init; }

    /// <summary>Whether <see cref="Tolerance"/> is in standard deviations of the control.</summary>
    public bool IsToleranceInDeviations { get; init; }

    /// <summary>The size of difference, in standard deviations, that is to be found soonest; above 0, up to 10.</summary>
    public double ExpectedEffect { get; init; } = 0.1;

    /// <summary>Blocks are joined until each arm has so many values, from 2.</summary>
    public int MinArmCount { get; init; } = 20;

    /// <summary>Values that each arm must have before anything is said, from 20: the mean of fewer is not yet normal.</summary>
    public int MinSample { get; init; } = 100;

    /// <summary>
    /// How many requests stand and fall together, 1 to 1,000: 1 when each is for itself, more where users stay with an arm and some of them are much of the traffic (the design effect of Kish 1965). Evidence is
    /// then that of so many times fewer requests.
    /// </summary>
    public double DesignEffect { get; init; } = 1;

    internal void Require() => SequentialRules.Require(
        "Evidence about a mean",
        ("tolerance", Tolerance, Tolerance >= 0 && double.IsFinite(Tolerance), "0 or more"),
        ("expected-effect", ExpectedEffect, ExpectedEffect is > 0 and <= 10, "above 0, at most 10"),
        ("design-effect", DesignEffect, DesignEffect is >= 1 and <= 1_000, "from 1 to 1000"),
        ("min-arm-count", MinArmCount, MinArmCount >= 2, "2 or more"),
        ("min-sample", MinSample, MinSample >= 20, "20 or more"));
}
