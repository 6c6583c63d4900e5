namespace Saker.Client;

/// <summary>What would have become of a rollout.</summary>
public sealed record RolloutSimulationInfo
{
    public required string Endpoint { get; init; }

    public required string Strategy { get; init; }

    /// <summary>The state at the end of the traffic.</summary>
    public required string State { get; init; }

    /// <summary>The control, and the candidates, with their requests.</summary>
    public required IReadOnlyList<RolloutArmInfo> Arms { get; init; }

    /// <summary>What would have been decided, the oldest first.</summary>
    public required IReadOnlyList<SimulatedDecisionInfo> Decisions { get; init; }

    /// <summary>What the guards would say at the end.</summary>
    public required IReadOnlyList<RolloutGuardInfo> Guards { get; init; }

    /// <summary>Requests that were replayed.</summary>
    public required long RequestCount { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Requests of the endpoint that each replayed one stands for: the log keeps a sample of the rows.</summary>
    public required double Weight { get; init; }

    /// <summary>What makes it less than what a live rollout would be.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
