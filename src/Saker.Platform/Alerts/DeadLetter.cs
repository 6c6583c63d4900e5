namespace Saker.Platform.Alerts;

/// <summary>A notification that was given up.</summary>
public sealed record DeadLetter
{
    public required string Id { get; init; }

    public required string Receiver { get; init; }

    /// <summary>The ids of the alerts that it tells of.</summary>
    public required IReadOnlyList<string> Alerts { get; init; }

    public required string Headline { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DeadAt { get; init; }

    public required long AttemptCount { get; init; }

    /// <summary>Why it was not taken.</summary>
    public required string? Error { get; init; }
}
