namespace Saker.Client;

/// <summary>A version that takes part in a rollout, and what became of its requests.</summary>
public sealed record RolloutArmInfo
{
    /// <summary><c>control</c>, <c>candidate</c>, or where there are several <c>candidate-2</c> and so on.</summary>
    public required string Name { get; init; }

    /// <summary>As <c>churn/4</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Its share of the requests, 0 to 1; of a shadow the share that is mirrored to it.</summary>
    public required double Share { get; init; }

    /// <summary>Requests since the rollout began; absent where they are not counted by arm, as in a blue-green switch, and in lists once it has ended.</summary>
    public long? RequestCount { get; init; }

    /// <summary>Of them those that it did not answer itself.</summary>
    public long? ErrorCount { get; init; }

    /// <summary>Of them those that the input guard refused.</summary>
    public long? RefusalCount { get; init; }

    /// <summary>Of them those that a step of the fallback chain answered.</summary>
    public long? FallbackCount { get; init; }

    /// <summary>Further ones that the control answered, because the version was not in memory or does not take such inputs.</summary>
    public long? UnavailableCount { get; init; }

    /// <summary>What its requests yielded by what an A/B test or a bandit decides by; absent for others.</summary>
    public RolloutArmValueInfo? Reward { get; init; }

    /// <summary>Why it gets no requests any more, although the rollout goes on.</summary>
    public string? OutReason { get; init; }
}
