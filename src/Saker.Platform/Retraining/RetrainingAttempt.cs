using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;

namespace Saker.Platform.Retraining;

/// <summary>One time that an endpoint's model was, or is to be, trained again.</summary>
public sealed record RetrainingAttempt
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required RetrainingCause Cause { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What was measured, as JSON; <c>{}</c> for nothing.</summary>
    public required string Evidence { get; init; }

    /// <summary>The time of the schedule that it is for.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required RetrainingState State { get; init; }

    /// <summary>Null while it waits.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null until it has ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version that served when it began, whose pipeline was run; null before.</summary>
    public ParentVersion? Base { get; init; }

    /// <summary>The pipeline's run; null before there is one.</summary>
    public RunId? Run { get; init; }

    /// <summary>The version that came of it, of the model of <see cref="Base"/>; null when none did.</summary>
    public int? Version { get; init; }

    /// <summary>The alias that was to move.</summary>
    public string? Alias { get; init; }

    /// <summary>The rollout by which the version comes to the endpoint; null where only an alias was to move.</summary>
    public string? RolloutId { get; init; }

    /// <summary>How the rollout fares; null when there is none, or it is so old that it was forgotten.</summary>
    public RolloutState? RolloutState { get; init; }

    /// <summary>The request to move the alias, where the endpoint follows another one; null where the version comes by a rollout.</summary>
    public string? RequestId { get; init; }

    /// <summary>How the request fares; null when there is none.</summary>
    public MoveRequestState? RequestState { get; init; }

    /// <summary>Why it was refused, failed or lost; what else is to be known.</summary>
    public string? Error { get; init; }

    public bool HasEnded => EndedAt is not null;

    /// <summary>As <c>churn/4</c>; null when no version came of it.</summary>
    public string? VersionReference => Version is { } version && Base is { } parent ? $"{parent.Model}/{version}" : null;
}
