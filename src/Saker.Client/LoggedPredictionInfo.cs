namespace Saker.Client;

/// <summary>One request as the prediction log has it.</summary>
public sealed record LoggedPredictionInfo
{
    public required string RequestId { get; init; }

    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    public required int RowCount { get; init; }

    /// <summary><c>primary</c>, <c>previous</c>, <c>rules</c> or <c>constant</c>.</summary>
    public required string Step { get; init; }

    public string? StepReason { get; init; }

    public bool IsFromCache { get; init; }

    public int WarningCount { get; init; }

    /// <summary>How many values the guard replaced.</summary>
    public int MendedCount { get; init; }

    public bool IsRefused { get; init; }

    /// <summary>The kind of error, such as <c>timeout</c>; null when it was answered.</summary>
    public string? Error { get; init; }

    public double QueueMilliseconds { get; init; }

    public double ComputeMilliseconds { get; init; }

    public double TotalMilliseconds { get; init; }

    /// <summary>32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>The rows that were sampled, redacted by the endpoint's rules.</summary>
    public IReadOnlyList<LoggedRowInfo> Rows { get; init; } = [];

    /// <summary>For how many rows each of them stands; 0 where there is none.</summary>
    public double Weight { get; init; }
}
