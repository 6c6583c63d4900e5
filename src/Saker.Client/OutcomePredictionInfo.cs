using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>What an outcome was joined to.</summary>
public sealed record OutcomePredictionInfo
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>When the request ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>For how many rows of traffic this one stands.</summary>
    public required double Weight { get; init; }

    /// <summary>The row as the prediction log had it, redacted.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>What was answered.</summary>
    public required JsonObject Outputs { get; init; }
}
