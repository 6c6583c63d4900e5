namespace Saker.Client;

/// <summary>A stretch of traffic to compare.</summary>
public sealed record EvaluateDriftRequest
{
    /// <summary>Null for the one with the most rows.</summary>
    public int? Version { get; init; }

    /// <summary>Where it begins, cut down to the minute; null for a window's length before <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Where it ends, rounded up to the minute; null for now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>What it is compared with; null for what the monitor says.</summary>
    public DriftReferenceInfo? Reference { get; init; }
}
