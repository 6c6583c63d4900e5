namespace Saker.Platform.Monitoring.Drift;

/// <summary>A stretch of traffic that somebody wants compared.</summary>
public sealed record DriftInquiry
{
    public required string Endpoint { get; init; }

    /// <summary>Null for the one with the most rows.</summary>
    public int? Version { get; init; }

    /// <summary>Where it begins, cut down to the minute; null for a window's length before <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Where it ends, rounded up to the minute; null for now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>What it is compared with; null for what the monitor says.</summary>
    public DriftReference? Reference { get; init; }
}
