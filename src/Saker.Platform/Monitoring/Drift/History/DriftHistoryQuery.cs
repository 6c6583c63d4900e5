namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>Which moments are wanted.</summary>
public sealed record DriftHistoryQuery
{
    /// <summary>The most that are listed at once.</summary>
    public const int MaxCount = 1_000;

    public required string Endpoint { get; init; }

    /// <summary>Null for all; each has moments of its own.</summary>
    public int? Version { get; init; }

    public required DriftGrain Grain { get; init; }

    /// <summary>Moments that begin at this time or later.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Moments that begin before this time.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>From 1 to <see cref="MaxCount"/>; of more, the newest.</summary>
    public int Max { get; init; } = 200;
}
