using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>What would have become of a rollout.</summary>
public sealed record RolloutSimulation
{
    public required string Endpoint { get; init; }

    /// <summary>The rollout as it would stand at the end of the traffic.</summary>
    public required Rollout Rollout { get; init; }

    /// <summary>What would have been decided, the first decision first.</summary>
    public required IReadOnlyList<SimulatedDecision> Decisions { get; init; }

    /// <summary>What would be known of the arms at the end.</summary>
    public required EvidenceReading Reading { get; init; }

    /// <summary>Requests that were replayed.</summary>
    public required long RequestCount { get; init; }

    /// <summary>The first of them.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last of them.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Requests of the endpoint that each replayed one stands for: the log keeps a sample of the rows.</summary>
    public required double Weight { get; init; }

    /// <summary>What makes it less than what a live rollout would be.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
