using System.Text;
using System.Text.Json;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>A rollout as its table holds it, without its arms and approvals.</summary>
internal sealed record RolloutRow
{
    public const string Fields =
        """
        r.id, r.endpoint, r.strategy, r.state, r.cause, r.settings, r.revision, r.step, r.step_started_at AS StepStartedAt, r.created_at AS CreatedAt, r.created_by AS CreatedBy,
        r.reason, r.warming_at AS WarmingAt, r.started_at AS StartedAt, r.deadline_at AS DeadlineAt, r.weighed_at AS WeighedAt, r.ended_at AS EndedAt, r.note, r.winner, r.proposal,
        r.follows_alias AS Follows, r.moves_alias AS MovesAlias, r.override_reason AS OverrideReason, r.retry_reason AS RetryReason, r.approval_role AS ApprovalRole,
        r.approval_count AS ApprovalCount, r.followed_before AS FollowedBefore, r.previous_model AS PreviousModel, r.previous_version AS PreviousVersion, r.declined
        """;

    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Strategy { get; init; }

    public required string State { get; init; }

    public long IsOpen { get; init; }

    public required string Cause { get; init; }

    public required string Settings { get; init; }

    public long Revision { get; init; }

    public long Step { get; init; }

    public long? StepStartedAt { get; init; }

    public long CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public string? Reason { get; init; }

    public long? WarmingAt { get; init; }

    public long? StartedAt { get; init; }

    public long? DeadlineAt { get; init; }

    public long? WeighedAt { get; init; }

    public long? EndedAt { get; init; }

    public string? Note { get; init; }

    public long? Winner { get; init; }

    public string? Proposal { get; init; }

    public string? Follows { get; init; }

    public string? MovesAlias { get; init; }

    public string? OverrideReason { get; init; }

    public string? RetryReason { get; init; }

    public string? ApprovalRole { get; init; }

    public long ApprovalCount { get; init; }

    public string? FollowedBefore { get; init; }

    public string? PreviousModel { get; init; }

    public long? PreviousVersion { get; init; }

    public string? Declined { get; init; }

    public static RolloutRow Of(Rollout rollout) => new()
    {
        Id = rollout.Id,
        Endpoint = rollout.Endpoint,
        Strategy = EnumText.Write(rollout.Strategy),
        State = EnumText.Write(rollout.State),
        IsOpen = rollout.IsOpen ? 1 : 0,
        Cause = EnumText.Write(rollout.Cause),
        Settings = Encoding.UTF8.GetString(RolloutSettingsText.WriteJson(rollout.Settings)),
        Revision = rollout.Revision,
        Step = rollout.Step,
        StepStartedAt = Milliseconds(rollout.StepStartedAt),
        CreatedAt = rollout.CreatedAt.ToUnixTimeMilliseconds(),
        CreatedBy = rollout.CreatedBy,
        Reason = rollout.Reason,
        WarmingAt = Milliseconds(rollout.WarmingAt),
        StartedAt = Milliseconds(rollout.StartedAt),
        DeadlineAt = Milliseconds(rollout.DeadlineAt),
        WeighedAt = Milliseconds(rollout.WeighedAt),
        EndedAt = Milliseconds(rollout.EndedAt),
        Note = rollout.Note,
        Winner = rollout.Winner,
        Proposal = Write(rollout.Proposal),
        Follows = rollout.Follows,
        MovesAlias = rollout.MovesAlias,
        OverrideReason = rollout.Override,
        RetryReason = rollout.Retry,
        ApprovalRole = rollout.ApprovalRole?.Word(),
        ApprovalCount = rollout.ApprovalCount,
        FollowedBefore = rollout.FollowedBefore,
        PreviousModel = rollout.PreviousBefore?.Model,
        PreviousVersion = rollout.PreviousBefore?.Version,
        Declined = Write(rollout.Declined),
    };

    public Rollout ToRollout(IReadOnlyList<RolloutArm> arms, IReadOnlyList<RolloutApproval> approvals) => new()
    {
        Id = Id,
        Endpoint = Endpoint,
        Strategy = EnumText.Find<RolloutKind>(Strategy)!.Value,
        State = EnumText.Find<RolloutState>(State)!.Value,
        Cause = EnumText.Find<RolloutCause>(Cause)!.Value,
        Settings = RolloutSettingsText.Kept.ReadJson(Encoding.UTF8.GetBytes(Settings)),
        Arms = arms,
        Revision = Revision,
        Step = (int)Step,
        StepStartedAt = Time(StepStartedAt),
        CreatedAt = Time(CreatedAt)!.Value,
        CreatedBy = CreatedBy,
        Reason = Reason,
        WarmingAt = Time(WarmingAt),
        StartedAt = Time(StartedAt),
        DeadlineAt = Time(DeadlineAt),
        WeighedAt = Time(WeighedAt),
        EndedAt = Time(EndedAt),
        Note = Note,
        Winner = (int?)Winner,
        Proposal = Read(Proposal),
        Follows = Follows,
        MovesAlias = MovesAlias,
        Override = OverrideReason,
        Retry = RetryReason,
        ApprovalRole = ApprovalRole is { } role ? Roles.Parse(role) : null,
        ApprovalCount = (int)ApprovalCount,
        Approvals = approvals,
        FollowedBefore = FollowedBefore,
        PreviousBefore = PreviousModel is { } model && PreviousVersion is { } version ? new PreviousVersion(model, (int)version) : null,
        Declined = Read(Declined),
    };

    private static string? Write(RolloutProposal? proposal) => proposal is null ? null : JsonSerializer.Serialize(proposal, RolloutJson.Default.RolloutProposal);

    private static RolloutProposal? Read(string? proposal) => proposal is null ? null : JsonSerializer.Deserialize(proposal, RolloutJson.Default.RolloutProposal);

    private static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    private static DateTimeOffset? Time(long? at) => at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
