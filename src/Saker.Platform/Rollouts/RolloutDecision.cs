using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts;

/// <summary>One entry of a rollout's timeline.</summary>
public sealed record RolloutDecision
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required string Rollout { get; init; }

    /// <summary>The revision of the rollout that it led to: no two decisions have the same.</summary>
    public required long Revision { get; init; }

    public required RolloutDecisionKind Kind { get; init; }

    /// <summary>The state that it led to.</summary>
    public required RolloutState State { get; init; }

    /// <summary>The step that it led to.</summary>
    public required int Step { get; init; }

    /// <summary>The share of each arm that it led to, by number, in basis points.</summary>
    public required IReadOnlyList<int> Weights { get; init; }

    /// <summary>Whether the evidence decided, and no person.</summary>
    public required bool IsAutomatic { get; init; }

    /// <summary>Who decided; <c>saker</c> where the evidence did.</summary>
    public required string By { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The candidate that it is about; null where that is plain.</summary>
    public int? Arm { get; init; }

    /// <summary>What was known then; null where nothing was measured.</summary>
    public EvidenceReading? Evidence { get; init; }

    public required DateTimeOffset At { get; init; }
}
