namespace Saker.Learning.Sequential;

/// <summary>Settings of <see cref="QuantileEvidence"/>.</summary>
public sealed record QuantileSettings
{
    /// <summary>Which quantile, 0.05 to 0.999: 0.95 is the value that 5% of requests exceed.</summary>
    public double Quantile { get; init; } = 0.95;

    /// <summary>By what share the candidate's quantile may exceed the control's, 0 to 10. It is rounded up to whole buckets.</summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>By how much the candidate's quantile may exceed the control's in any case, 0 or more, in the unit of the buckets: small numbers differ by large factors, and nobody cares. It is rounded up to whole buckets.</summary>
    public double Least { get; init; }

    /// <summary>Buckets of the histograms for every doubling: bucket i begins at 2^(i / this). 1 to 1,024.</summary>
    public int BucketsPerDoubling { get; init; } = 16;

    /// <summary>As for <see cref="OddsSettings.MinArmCount"/>.</summary>
    public int MinArmCount { get; init; } = 8;

    /// <summary>Requests of the control that the threshold remembers, from 100: latencies change with the time of day. A rare quantile remembers more: so many that fifty exceed it.</summary>
    public double Memory { get; init; } = 10_000;

    /// <summary>
    /// How many requests stand and fall together, 1 to 1,000: 1 when each is for itself, more where users stay with an arm and some of them are much of the traffic (the design effect of Kish 1965). Evidence is
    /// then that of so many times fewer requests.
    /// </summary>
    public double DesignEffect { get; init; } = 1;

    internal double LongMemory => Math.Max(Memory, 50 / (1 - Quantile));

    /// <summary>Buckets by which the candidate may be higher, where the control has its threshold at the beginning of a bucket.</summary>
    internal int AllowanceAt(double bucket)
    {
        var threshold = Math.Exp(bucket / BucketsPerDoubling * Math.Log(2));
        return (int)Math.Ceiling((Math.Log2(Math.Max(1 + Tolerance, 1 + (Least / threshold))) * BucketsPerDoubling) - 1e-9);
    }

    internal void Require() => SequentialRules.Require(
        "Evidence about a quantile",
        ("quantile", Quantile, Quantile is >= 0.05 and <= 0.999, "from 0.05 to 0.999"),
        ("tolerance", Tolerance, Tolerance is >= 0 and <= 10, "from 0 to 10"),
        ("least", Least, Least >= 0 && double.IsFinite(Least), "0 or more"),
        ("buckets-per-doubling", BucketsPerDoubling, BucketsPerDoubling is >= 1 and <= 1_024, "from 1 to 1024"),
        ("design-effect", DesignEffect, DesignEffect is >= 1 and <= 1_000, "from 1 to 1000"),
        ("min-arm-count", MinArmCount, MinArmCount >= 1, "1 or more"),
        ("memory", Memory, Memory >= 100, "100 or more"));
}
