using Saker.Platform.Registry;

namespace Saker.Platform.Rollouts;

/// <summary>What a person does with a rollout.</summary>
public sealed record RolloutAct
{
    /// <summary>The rollout.</summary>
    public required string Id { get; init; }

    /// <summary>Why; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>Who; null for the user of this process.</summary>
    public Actor? By { get; init; }

    /// <summary>The revision that they saw: when it has changed since, nothing is done. Null to do it whatever has changed.</summary>
    public long? Revision { get; init; }

    /// <summary>The candidate that is to serve, where there are several; null for the first or the only one.</summary>
    public int? Arm { get; init; }
}
