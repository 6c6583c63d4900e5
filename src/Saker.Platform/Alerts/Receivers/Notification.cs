using System.Text.Json.Serialization;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>What a receiver is told, as it is when it is decided; what is delivered later says the same.</summary>
internal sealed record Notification
{
    /// <summary>The idempotency key: the same however often it is tried.</summary>
    public required string Id { get; init; }

    public required string Receiver { get; init; }

    /// <summary>Names the group for the receiver, the same in all its notifications.</summary>
    public required string Group { get; init; }

    public required IReadOnlyDictionary<string, string> GroupLabels { get; init; }

    /// <summary>Whether anything in the group fires still, told here or not.</summary>
    public required bool IsFiring { get; init; }

    public required IReadOnlyList<Notice> Notices { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Until when what fires counts as firing for a receiver that forgets.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>The dashboard's address; null when it is not known.</summary>
    public string? Link { get; init; }

    [JsonIgnore]
    public bool HasFiring => Notices.Any(notice => notice.Status == NoticeStatus.Firing);
}
