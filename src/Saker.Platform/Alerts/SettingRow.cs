namespace Saker.Platform.Alerts;

/// <summary>A rule, a receiver or a silence as its table holds it.</summary>
internal sealed record SettingRow
{
    public required string Name { get; init; }

    public required string Body { get; init; }

    public required string ChangedBy { get; init; }

    public required long ChangedAt { get; init; }

    public string? Secrets { get; init; }

    public long Failures { get; init; }

    public long? FailingSince { get; init; }

    public long NextAt { get; init; }

    public string? LastError { get; init; }

    public long? DeliveredAt { get; init; }

    public long Waiting { get; init; }

    public long Dead { get; init; }
}
