namespace Saker.Client;

/// <summary>What a guard says of one candidate beside the control.</summary>
public sealed record RolloutGuardInfo
{
    /// <summary>The guard, such as <c>error_rate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The candidate that it is about.</summary>
    public required string Arm { get; init; }

    /// <summary><c>undecided</c>, <c>harmful</c> or <c>within</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What it says, in a sentence with the numbers.</summary>
    public required string Words { get; init; }

    /// <summary>What it compares, such as <c>latency</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the effect is, such as <c>odds_ratio</c>: <c>odds_ratio</c> and <c>quantile_ratio</c> are 1 where both are equal, <c>share</c>, <c>deviations</c> and <c>difference</c> 0.</summary>
    public required string Unit { get; init; }

    /// <summary>What of the control was counted, and what it came to.</summary>
    public required RolloutArmValueInfo Control { get; init; }

    public required RolloutArmValueInfo Candidate { get; init; }

    /// <summary>By how much the candidate differs; absent while nothing is known.</summary>
    public double? Effect { get; init; }

    /// <summary>The ends of the effect's confidence sequence, which holds at all times together.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Beyond which effect it is harm: one bound, or a lower and an upper one.</summary>
    public required IReadOnlyList<double> Tolerances { get; init; }

    /// <summary>Of latencies: the increase in milliseconds that is no harm in any case; absent of others.</summary>
    public double? Least { get; init; }

    /// <summary>The natural logarithm of the e-value: the evidence of harm.</summary>
    public required double LogEvidence { get; init; }

    /// <summary>The e-value from which on it is acted upon: one over the risk.</summary>
    public required double Threshold { get; init; }

    /// <summary>How often this guard may act without cause over the whole rollout.</summary>
    public required double Risk { get; init; }

    /// <summary>How that came to be; absent within decisions.</summary>
    public IReadOnlyList<RolloutPointInfo>? Trail { get; init; }
}
