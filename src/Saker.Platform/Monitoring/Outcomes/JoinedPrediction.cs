namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>What an outcome was joined to, kept with it.</summary>
public sealed record JoinedPrediction
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>The arm of the rollout that it belonged to, 0 for the control; null where the endpoint was not split.</summary>
    public int? Arm { get; init; }

    /// <summary>When the request ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>For how many rows of traffic this one stands.</summary>
    public required double Weight { get; init; }

    /// <summary>The row as the log had it, redacted, by column: texts, numbers, truth values and null. Empty when it is not to be kept.</summary>
    public required IReadOnlyDictionary<string, object?> Inputs { get; init; }

    /// <summary>What was answered, by output.</summary>
    public required IReadOnlyDictionary<string, object?> Outputs { get; init; }
}
