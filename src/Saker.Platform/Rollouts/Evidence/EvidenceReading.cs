using System.Text.Json.Serialization;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What is known of the arms of a rollout at one moment.</summary>
public sealed record EvidenceReading
{
    public static EvidenceReading None { get; } = new();

    /// <summary>Requests that each arm answered since the rollout began, by number; of a candidate in the shadow, those that it answered too. Empty when nothing was counted.</summary>
    public IReadOnlyList<long> Requests { get; init; } = [];

    public IReadOnlyList<GuardVerdict> Verdicts { get; init; } = [];

    /// <summary>What an A/B test or a bandit has found; null while it has not.</summary>
    public EvidenceFinding? Finding { get; init; }

    /// <summary>The shares that a bandit gives its arms, by number, in basis points; null for others.</summary>
    public IReadOnlyList<int>? Weights { get; init; }

    /// <summary>What became of the requests of each arm, by number.</summary>
    public IReadOnlyList<ArmCounts> Arms { get; init; } = [];

    /// <summary>What an A/B test or a bandit decides by, arm by arm; empty for others.</summary>
    public IReadOnlyList<ArmValue> Rewards { get; init; } = [];

    /// <summary>How far the comparison of each pair of arms is by that; empty for others.</summary>
    public IReadOnlyList<ArmComparison> Comparisons { get; init; } = [];

    /// <summary>Copies of requests that a candidate in the shadow did not get because too many waited.</summary>
    public long DroppedCopies { get; init; }

    /// <summary>What is to be kept with the decision by this reading; null when there is nothing new.</summary>
    [JsonIgnore]
    internal FoldedEvidence? Folded { get; init; }

    /// <summary>Whether something was taken in that is to be kept.</summary>
    internal bool HasNews => Folded is not null;

    /// <summary>Requests of an arm since the rollout began.</summary>
    public long RequestsOf(int arm) => arm < Requests.Count ? Requests[arm] : 0;
}
