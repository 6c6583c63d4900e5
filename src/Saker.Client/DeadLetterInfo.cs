namespace Saker.Client;

/// <summary>A notification that was given up.</summary>
public sealed record DeadLetterInfo
{
    public required string Id { get; init; }

    public required string Receiver { get; init; }

    /// <summary>The ids of the alerts that it tells of.</summary>
    public required IReadOnlyList<string> Alerts { get; init; }

    public required string Headline { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DeadAt { get; init; }

    public required long AttemptCount { get; init; }

    public string? Error { get; init; }
}
