namespace Saker.Client;

/// <summary>Two arms of an A/B test or a bandit by what it decides by.</summary>
public sealed record RolloutComparisonInfo
{
    /// <summary>The name of the one.</summary>
    public required string Arm { get; init; }

    /// <summary>The name of the other.</summary>
    public required string Other { get; init; }

    /// <summary>How much more the one yields; absent while nothing is known.</summary>
    public double? Effect { get; init; }

    /// <summary>The lower end of its confidence sequence, which holds for all pairs and at all times together; absent while too little is known.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>What the usual test (Welch's) would say were this the only look: its two-sided p-value; absent while too little is known.</summary>
    public double? OneLookPValue { get; init; }
}
