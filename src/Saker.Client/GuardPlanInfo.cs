namespace Saker.Client;

/// <summary>What a guard needs to see an effect.</summary>
public sealed record GuardPlanInfo
{
    /// <summary>The guard, such as <c>error_rate</c>.</summary>
    public required string Guard { get; init; }

    /// <summary>The effect, in words.</summary>
    public required string Effect { get; init; }

    /// <summary>How often it may act without cause over the whole rollout.</summary>
    public required double Risk { get; init; }

    /// <summary>Requests of the candidate until half of all rollouts would have found it; absent when it cannot be found.</summary>
    public double? MedianRequests { get; init; }

    /// <summary>The same for nine in ten.</summary>
    public double? LikelyRequests { get; init; }

    /// <summary>Seconds from the candidate's first request until half of all rollouts would have found it.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>The same for nine in ten.</summary>
    public double? LikelySeconds { get; init; }

    /// <summary>Whether half of all rollouts would find it before they end.</summary>
    public required bool IsWithinRollout { get; init; }

    /// <summary>Why it cannot be found, or what to change so that it is found in time.</summary>
    public string? Advice { get; init; }
}
