namespace Saker.Platform.Monitoring.Performance;

/// <summary>A detector of change that takes errors.</summary>
public sealed record ErrorDetector
{
    public required string Name { get; init; }

    /// <summary>Settings and memory, as the detector writes them.</summary>
    public required string State { get; init; }

    /// <summary>Errors that it took.</summary>
    public long TakenCount { get; init; }

    /// <summary>When the prediction was made at whose error it last found a change; null when it found none.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it found the last one: once the outcome was known.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>How often it found one.</summary>
    public int ChangeCount { get; init; }

    /// <summary>The request at which it found the last one.</summary>
    public string? ChangedBy { get; init; }
}
