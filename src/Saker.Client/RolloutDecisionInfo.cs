namespace Saker.Client;

/// <summary>One entry of a rollout's timeline.</summary>
public sealed record RolloutDecisionInfo
{
    /// <summary>The revision that it led to.</summary>
    public required long Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was decided: <c>open</c>, <c>approve</c>, <c>begin</c>, <c>promote-step</c>, <c>promote</c>, <c>keep</c>, <c>hold</c>, <c>resume</c>, <c>roll-back</c>, <c>drop-arm</c>, <c>reweigh</c>, <c>cancel</c> or <c>propose</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who decided; <c>saker</c> where the evidence did.</summary>
    public required string By { get; init; }

    /// <summary>Whether the evidence decided, and no person.</summary>
    public required bool Automatic { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The state that it led to.</summary>
    public required string State { get; init; }

    /// <summary>The share of each arm that it led to, by name, 0 to 1.</summary>
    public required IReadOnlyDictionary<string, double> Shares { get; init; }

    /// <summary>What the guards said then.</summary>
    public IReadOnlyList<RolloutGuardInfo>? Evidence { get; init; }

    /// <summary>How the arms of an A/B test or a bandit compared then; null for others.</summary>
    public IReadOnlyList<RolloutComparisonInfo>? Comparisons { get; init; }
}
