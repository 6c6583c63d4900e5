using Saker.Platform.Identity;
using Saker.Platform.Serving;

namespace Saker.Platform.Rollouts;

/// <summary>How a version comes, or came, to an endpoint.</summary>
public sealed record Rollout
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required RolloutKind Strategy { get; init; }

    public required RolloutState State { get; init; }

    public required RolloutCause Cause { get; init; }

    /// <summary>All that counts for it; later changes of the endpoint's policy do not.</summary>
    public required RolloutSettings Settings { get; init; }

    /// <summary>The control, if anything served before, and the candidates, by number.</summary>
    public required IReadOnlyList<RolloutArm> Arms { get; init; }

    /// <summary>Counts its changes; each decision has the one it led to.</summary>
    public required long Revision { get; init; }

    /// <summary>The step of a canary that it is in, from 0; -1 before the first. Others have a single one.</summary>
    public int Step { get; init; } = -1;

    /// <summary>When the step began; null before the first.</summary>
    public DateTimeOffset? StepStartedAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Why it was asked for, in the words of whoever did.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when the candidate is being loaded; null while it waits for approval.</summary>
    public DateTimeOffset? WarmingAt { get; init; }

    /// <summary>When the candidate got its first requests; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it is held unless it has ended by then; null before it runs, and where nothing is judged.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>When shares last followed the evidence; null where they do not.</summary>
    public DateTimeOffset? WeighedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is in its state, in a sentence.</summary>
    public string? Note { get; init; }

    /// <summary>The candidate that serves since it was promoted; null where none was.</summary>
    public int? Winner { get; init; }

    /// <summary>What the evidence says and waits for a person; null when nothing does.</summary>
    public RolloutProposal? Proposal { get; init; }

    /// <summary>The alias of the candidate's model that the endpoint follows once the candidate serves; null for none.</summary>
    public string? Follows { get; init; }

    /// <summary>The alias that moves to the candidate when it is promoted; null for none.</summary>
    public string? MovesAlias { get; init; }

    /// <summary>Why the candidate is served although its gates did not pass; null unless somebody overrode.</summary>
    public string? Override { get; init; }

    /// <summary>Why a version is tried again that was rolled back here; null where none was.</summary>
    public string? Retry { get; init; }

    /// <summary>The least role of those who approve that it begins; null when nobody has to.</summary>
    public Role? ApprovalRole { get; init; }

    /// <summary>How many must approve; 0 for nobody.</summary>
    public int ApprovalCount { get; init; }

    public IReadOnlyList<RolloutApproval> Approvals { get; init; } = [];

    /// <summary>What the endpoint's alias was before; it follows it again after a rollback.</summary>
    internal string? FollowedBefore { get; init; }

    /// <summary>What the endpoint fell back to before; it does again after a rollback.</summary>
    internal PreviousVersion? PreviousBefore { get; init; }

    /// <summary>What was proposed and declined: the same is not proposed again for the same reason.</summary>
    internal RolloutProposal? Declined { get; init; }

    /// <summary>What the candidates are compared with; null when nothing served.</summary>
    public RolloutArm? Control => Arms.FirstOrDefault(arm => !arm.IsCandidate);

    public IEnumerable<RolloutArm> Candidates => Arms.Where(arm => arm.IsCandidate);

    /// <summary>The first candidate, and of most strategies the only one.</summary>
    public RolloutArm Candidate => Candidates.First();

    public bool IsOpen => !State.HasEnded();

    /// <summary>Whether arms are being compared now.</summary>
    public bool IsCompared => State is RolloutState.Running or RolloutState.Held && !Strategy.SwitchesAtOnce();

    /// <summary>Whether a canary's candidate has all requests, so that no control is left to compare it with.</summary>
    public bool HasAll => Strategy == RolloutKind.Canary && Candidate.Weight == RolloutArm.WholeWeight;

    /// <summary>The steps that it goes through; a single one for strategies without steps.</summary>
    public int StepCount => Strategy == RolloutKind.Canary ? Settings.Steps.Count : 1;

    /// <summary>What it does, in a few words, such as <c>canary of churn/2 at 5%</c>.</summary>
    public string Describe() => RolloutWords.Describe(this);
}
