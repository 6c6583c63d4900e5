namespace Saker.Platform.Rollouts;

/// <summary>An approval as its table holds it.</summary>
internal sealed record RolloutApprovalRow
{
    public required string Rollout { get; init; }

    public required string ApprovedBy { get; init; }

    public long ApprovedAt { get; init; }

    public string? Reason { get; init; }

    public RolloutApproval ToApproval() => new(ApprovedBy, DateTimeOffset.FromUnixTimeMilliseconds(ApprovedAt), Reason);
}
