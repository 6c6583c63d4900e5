using Saker.Platform.Identity;

namespace Saker.Platform.Registry;

/// <summary>That somebody asked to move a protected alias.</summary>
public sealed record MoveRequest
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required string Model { get; init; }

    public required string Alias { get; init; }

    /// <summary>The version that the alias pointed at when this was asked; null when at none.</summary>
    public required int? From { get; init; }

    /// <summary>The version wanted; null to take the alias away.</summary>
    public required int? To { get; init; }

    public string? Evidence { get; init; }

    /// <summary>Why it is to move although the version's gates had not passed; null where nobody overrode.</summary>
    public string? Override { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required MoveRequestState State { get; init; }

    /// <summary>The least role of those who approve; as the alias is protected now.</summary>
    public required Role Role { get; init; }

    /// <summary>How many must approve.</summary>
    public required int Count { get; init; }

    public required IReadOnlyList<MoveApproval> Approvals { get; init; }

    /// <summary>Who ended it, and when and why; null while it waits.</summary>
    public string? ClosedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>What to tell whoever asked and must wait.</summary>
    public string Explain() =>
        $"{Model}@{Alias} is protected, so it has not moved: request {Id} waits for {Missing}. "
        + $"It is approved with 'saker models approve {Id}', by POST /api/models/approvals/{Id}/approve, or on the model's page; the one who asked cannot.";

    private string Missing => Count - Approvals.Count is var left && left <= 1
        ? $"the approval of somebody with the role '{Role.Word()}'"
        : $"the approval of {left} with the role '{Role.Word()}'";
}
