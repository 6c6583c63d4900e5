namespace Saker.Learning.Sequential;

/// <summary>Settings of <see cref="ShiftEvidence"/>.</summary>
public sealed record ShiftSettings
{
    /// <summary>The tolerance when nothing is said, in standard deviations: versions that were trained on other rows never score quite alike.</summary>
    public const double DefaultTolerance = 0.04;

    internal const int DefaultWarmUp = 400;

    /// <summary>The value that each bin of the histograms stands for, ascending; 2 to 4,096.</summary>
    public required IReadOnlyList<double> Centres { get; init; }

    public Harm Harm { get; init; } = Harm.Either;

    /// <summary>By how many standard deviations the candidate's values may be shifted, 0 to 2.</summary>
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>As for <see cref="OddsSettings.MinArmCount"/>.</summary>
    public int MinArmCount { get; init; } = 10;

    /// <summary>Values of both arms that are spent on learning how values are distributed, from 50.</summary>
    public int WarmUp { get; init; } = DefaultWarmUp;

    /// <summary>
    /// How many requests stand and fall together, 1 to 1,000: 1 when each is for itself, more where users stay with an arm and some of them are much of the traffic (the design effect of Kish 1965). Evidence is
    /// then that of so many times fewer requests.
    /// </summary>
    public double DesignEffect { get; init; } = 1;

    /// <summary>Values per bin that are known beforehand, such as those from which the bins were made; null when there are none. They shorten the warm-up.</summary>
    public IReadOnlyList<long>? Known { get; init; }

    internal void Require()
    {
        var ascending = true;
        for (var i = 1; i < Centres.Count; i++)
            ascending &= Centres[i] > Centres[i - 1] && double.IsFinite(Centres[i]) && double.IsFinite(Centres[i - 1]);
        SequentialRules.Require(
            "Evidence about a shift",
            ("centres", Centres.Count, Centres.Count is >= 2 and <= 4_096 && ascending, "2 to 4096 finite numbers, ascending"),
            ("tolerance", Tolerance, Tolerance is >= 0 and <= 2, "from 0 to 2"),
            ("design-effect", DesignEffect, DesignEffect is >= 1 and <= 1_000, "from 1 to 1000"),
            ("min-arm-count", MinArmCount, MinArmCount >= 1, "1 or more"),
            ("known", Known?.Count ?? Centres.Count, Known is null || Known.Count == Centres.Count, "one count for each centre"),
            ("warm-up", WarmUp, WarmUp >= 50, "50 or more"));
    }
}
