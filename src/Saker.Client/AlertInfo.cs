namespace Saker.Client;

/// <summary>An alert.</summary>
public sealed record AlertInfo
{
    public required string Id { get; init; }

    /// <summary>The same for the same rule, signal, endpoint, version and label.</summary>
    public required string Fingerprint { get; init; }

    public required string Rule { get; init; }

    /// <summary><c>info</c>, <c>warning</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>pending</c>, <c>firing</c>, <c>acknowledged</c> or <c>resolved</c>.</summary>
    public required string State { get; init; }

    public required string Signal { get; init; }

    /// <summary>Absent when it is about the server.</summary>
    public string? Endpoint { get; init; }

    public int? Version { get; init; }

    /// <summary>What of the endpoint, such as a column; absent for the whole.</summary>
    public string? Label { get; init; }

    public required string Summary { get; init; }

    /// <summary>The signal's value when it was last judged; absent where it had none.</summary>
    public double? Value { get; init; }

    /// <summary>All its labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The columns that moved most, most first.</summary>
    public IReadOnlyList<MovedColumnInfo>? MovedColumns { get; init; }

    /// <summary>Ids of a few requests that show it.</summary>
    public IReadOnlyList<string>? RequestIds { get; init; }

    /// <summary>What was deployed when it fired.</summary>
    public string? Deployed { get; init; }

    public required DateTimeOffset PendingAt { get; init; }

    public DateTimeOffset? FiredAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What happened to it, the oldest first, where one alert was asked for.</summary>
    public IReadOnlyList<AlertEventInfo>? Events { get; init; }
}
