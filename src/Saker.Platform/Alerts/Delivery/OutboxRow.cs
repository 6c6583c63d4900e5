namespace Saker.Platform.Alerts.Delivery;

/// <summary>A notification as its table holds it.</summary>
internal sealed record OutboxRow
{
    public const string Columns = "id, receiver, stream, body, state, created_at AS CreatedAt, attempts, last_error AS LastError, dead_at AS DeadAt";

    public required string Id { get; init; }

    public required string Receiver { get; init; }

    public required string Stream { get; init; }

    public required string Body { get; init; }

    public required string State { get; init; }

    public required long CreatedAt { get; init; }

    public required long Attempts { get; init; }

    public string? LastError { get; init; }

    public long? DeadAt { get; init; }
}
