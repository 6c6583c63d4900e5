using System.Text.Json;

namespace Saker.Client;

/// <summary>One time that an endpoint's model was, or is to be, trained again.</summary>
public sealed record RetrainingAttemptInfo
{
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    /// <summary><c>manual</c>, <c>schedule</c>, <c>drift</c>, <c>decay</c> or <c>newRows</c>.</summary>
    public required string Cause { get; init; }

    public required string Reason { get; init; }

    /// <summary>What was measured.</summary>
    public required JsonElement Evidence { get; init; }

    /// <summary>The time of the schedule that it is for.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>proposed</c>, <c>promoted</c>, <c>refused</c>, <c>unchanged</c>, <c>failed</c> or <c>lost</c>.</summary>
    public required string State { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version that was trained again, as <c>model/version</c>.</summary>
    public string? From { get; init; }

    public string? RunId { get; init; }

    /// <summary>What came of it, as <c>model/version</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The alias that was to move.</summary>
    public string? Alias { get; init; }

    /// <summary>The rollout by which the version comes to the endpoint; null where only an alias was to move.</summary>
    public string? RolloutId { get; init; }

    /// <summary>How the rollout fares: <c>waiting</c>, <c>warming</c>, <c>running</c>, <c>held</c>, <c>promoted</c>, <c>rolledBack</c>, <c>kept</c> or <c>cancelled</c>.</summary>
    public string? RolloutState { get; init; }

    /// <summary>The request to move an alias that the endpoint does not follow; null where the version comes by a rollout.</summary>
    public string? RequestId { get; init; }

    /// <summary>How the request fares, such as <c>waiting</c> or <c>approved</c>.</summary>
    public string? RequestState { get; init; }

    /// <summary>Why it was refused, failed or lost; what else is to be known.</summary>
    public string? Error { get; init; }
}
