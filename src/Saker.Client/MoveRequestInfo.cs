namespace Saker.Client;

/// <summary>That somebody asked to move a protected alias.</summary>
public sealed record MoveRequestInfo
{
    public required string Id { get; init; }

    public required string Model { get; init; }

    public required string Alias { get; init; }

    /// <summary>The version that the alias pointed at then; null when at none.</summary>
    public int? From { get; init; }

    /// <summary>The version wanted; null to take the alias away.</summary>
    public int? To { get; init; }

    public string? Evidence { get; init; }

    /// <summary>Why it moved, or is to, although the version's gates had not passed; null where nobody overrode.</summary>
    public string? Override { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><c>waiting</c>, <c>approved</c>, <c>rejected</c>, <c>withdrawn</c>, or <c>stale</c> when the alias moved meanwhile.</summary>
    public required string State { get; init; }

    /// <summary>The least role of those who approve.</summary>
    public required string Role { get; init; }

    /// <summary>How many must approve.</summary>
    public required int Count { get; init; }

    public required IReadOnlyList<ApprovalInfo> Approvals { get; init; }

    public string? ClosedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? Reason { get; init; }
}
