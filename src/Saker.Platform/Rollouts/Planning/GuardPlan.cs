using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>What a guard needs to see an effect.</summary>
public sealed record GuardPlan
{
    public required string Guard { get; init; }

    public required GuardKind Kind { get; init; }

    /// <summary>The effect, in words, such as <c>1% of requests fail, 2% with the candidate</c>.</summary>
    public required string Effect { get; init; }

    /// <summary>Of this guard and candidate.</summary>
    public required double Risk { get; init; }

    /// <summary>Requests of the candidate until half of all rollouts would have found it; null when it cannot be found.</summary>
    public double? MedianRequests { get; init; }

    /// <summary>The same for nine in ten.</summary>
    public double? LikelyRequests { get; init; }

    /// <summary>From the first request of the candidate until half of all rollouts would have found it; null when it cannot be found, or no requests come.</summary>
    public TimeSpan? MedianTime { get; init; }

    /// <summary>The same for nine in ten.</summary>
    public TimeSpan? LikelyTime { get; init; }

    /// <summary>Whether half of all rollouts would find it before they come to their end.</summary>
    public bool IsWithinRollout { get; init; }

    /// <summary>Why it cannot be found, or what to change so that it is found in time; null where all is well.</summary>
    public string? Advice { get; init; }
}
