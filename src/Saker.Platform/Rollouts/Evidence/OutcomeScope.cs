namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Whose outcomes are evidence.</summary>
internal sealed record OutcomeScope
{
    public required string Rollout { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>The versions of the arms, the control first.</summary>
    public required IReadOnlyList<(string Model, int Version)> Versions { get; init; }

    /// <summary>Requests from before are none of the rollout.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>As <see cref="EvidenceSubject.Reward"/>.</summary>
    public string? Reward { get; init; }

    /// <summary>What was joined before the rollout began need not be read: the order of joins is in microseconds since 1970.</summary>
    public long FirstOrder => (StartedAt.ToUnixTimeMilliseconds() * 1_000) - 1;
}
