namespace Saker.Client;

/// <summary>The step that a rollout is in, and what is left of it.</summary>
public sealed record RolloutStepInfo
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many steps there are.</summary>
    public required int Count { get; init; }

    /// <summary>The candidates' share of requests, 0 to 1.</summary>
    public required double Share { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it lasts at least, such as <c>10m</c>.</summary>
    public required string MinTime { get; init; }

    /// <summary>How many requests of the candidate it lasts at least.</summary>
    public required long MinRequests { get; init; }

    /// <summary>Requests of the candidate in this step.</summary>
    public long RequestCount { get; init; }

    /// <summary>What is left of the time, such as <c>4m</c>; <c>0s</c> for none.</summary>
    public required string TimeLeft { get; init; }

    /// <summary>What is left of the requests.</summary>
    public required long RequestsLeft { get; init; }
}
