using Saker.Platform.Pipelines.Policies;

namespace Saker.Platform.Retraining;

/// <summary>How retraining stands with an endpoint.</summary>
public sealed record EndpointRetraining
{
    public required string Endpoint { get; init; }

    /// <summary>Null when only people ask.</summary>
    public required SetPolicy? Policy { get; init; }

    /// <summary>The next time of its schedule; null without one.</summary>
    public required DateTimeOffset? NextAt { get; init; }

    /// <summary>Why what is measured now would bring no attempt; null when it would.</summary>
    public required string? Hold { get; init; }

    /// <summary>The newest attempts, the newest first.</summary>
    public required IReadOnlyList<RetrainingAttempt> Attempts { get; init; }
}
