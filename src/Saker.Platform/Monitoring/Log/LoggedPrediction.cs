using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>One request as the prediction log has it. Its facts are kept for every request, its rows for those that were sampled.</summary>
public sealed record LoggedPrediction
{
    /// <summary>The client's own id where it gave one. Nothing keeps a client from using an id twice: then there are several of it.</summary>
    public required string RequestId { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>The registered model of the version that answered.</summary>
    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>When the request ended, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many rows it asked about; 0 when it was refused before that was known.</summary>
    public required int RowCount { get; init; }

    /// <summary>The fallback step that answered; <c>primary</c> when it was the version itself.</summary>
    public required string Step { get; init; }

    /// <summary>Why another step than the primary answered; null when it did.</summary>
    public string? StepReason { get; init; }

    public bool IsFromCache { get; init; }

    /// <summary>How many warnings the guard gave.</summary>
    public int WarningCount { get; init; }

    /// <summary>How many values the guard replaced.</summary>
    public int MendedCount { get; init; }

    /// <summary>The arm of the rollout that it belonged to, 0 for the control; null where the endpoint was not split.</summary>
    public int? Arm { get; init; }

    /// <summary>Whether it was refused before anything was run: by the guard, or for a limit of its caller.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The kind of error it ended with, such as <c>invalidInput</c>; null when it was answered.</summary>
    public string? Error { get; init; }

    /// <summary>How long it waited for its turn.</summary>
    public TimeSpan Queue { get; init; }

    /// <summary>How long the model ran.</summary>
    public TimeSpan Compute { get; init; }

    /// <summary>From its begin to its end.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>The trace it belongs to, 32 hexadecimal digits (W3C Trace Context); null when it was sent without one.</summary>
    public string? TraceId { get; init; }

    /// <summary>Which of its rows were sampled, counted from 0; those of <see cref="Inputs"/> and <see cref="Outputs"/>, in this order.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [];

    /// <summary>The sampled rows as they were asked, redacted; null when none was sampled.</summary>
    public Table? Inputs { get; init; }

    /// <summary>What was answered to the rows of <see cref="Inputs"/>; null when none was sampled.</summary>
    public Table? Outputs { get; init; }

    /// <summary>For how many rows of its endpoint, version, minute and replica each of its sampled rows stands; 0 when none was sampled.</summary>
    public double Weight { get; init; }
}
