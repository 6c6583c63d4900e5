using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>How a version comes, or came, to an endpoint.</summary>
public sealed record RolloutInfo
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    /// <summary><c>immediate</c>, <c>blue-green</c>, <c>canary</c>, <c>shadow</c>, <c>ab</c> or <c>bandit</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary><c>waiting</c>, <c>warming</c>, <c>running</c>, <c>held</c>, and the ends: <c>promoted</c>, <c>kept</c> (by its plan the control stays), <c>rolled-back</c>, <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Grows by one with every decision: who acts may say which one they saw.</summary>
    public required long Revision { get; init; }

    /// <summary><c>deployment</c>, <c>alias</c> or <c>retraining</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>The control, if anything served before, and the candidates.</summary>
    public required IReadOnlyList<RolloutArmInfo> Arms { get; init; }

    /// <summary>The step that it is in, and what is left of it; absent where there is none.</summary>
    public RolloutStepInfo? Step { get; init; }

    /// <summary>How it stands, in a sentence.</summary>
    public required string Words { get; init; }

    /// <summary>Why it was asked for.</summary>
    public string? Reason { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the candidate got its first requests; absent before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it is held unless it has ended by then.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>Absent while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is in its state: the reason of the last decision.</summary>
    public string? Note { get; init; }

    /// <summary>The arm that serves since it was promoted.</summary>
    public string? Winner { get; init; }

    /// <summary>What the evidence says and waits for a person.</summary>
    public RolloutProposalInfo? Proposal { get; init; }

    /// <summary>What the guards say; absent in lists.</summary>
    public IReadOnlyList<RolloutGuardInfo>? Guards { get; init; }

    /// <summary>How the arms of an A/B test or a bandit compare by what it decides by; absent for others, and in lists.</summary>
    public IReadOnlyList<RolloutComparisonInfo>? Comparisons { get; init; }

    /// <summary>Copies of requests that candidates in the shadow did not get because too many waited; absent for others, and in lists.</summary>
    public long? DroppedCopies { get; init; }

    /// <summary>What was decided, the oldest first, the newest 200 of it; absent in lists. What was before has an address of its own.</summary>
    public IReadOnlyList<RolloutDecisionInfo>? Decisions { get; init; }

    /// <summary>All settings, as <c>rollout:</c> of a file has them, with keys such as <c>minTime</c>; absent in lists.</summary>
    public JsonObject? Settings { get; init; }
}
