namespace Saker.Client;

/// <summary>What an endpoint's requests were like.</summary>
public sealed record PlannedTrafficInfo
{
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required long RequestCount { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>Those that failed for what the version did.</summary>
    public long ErrorCount { get; init; }

    /// <summary>The share of those, as it is planned with: where there were none, half a one among all; 0 without requests, of which nothing is planned.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>The share that the input guard refused, likewise.</summary>
    public required double RefusalRate { get; init; }

    /// <summary>The share that the fallback chain answered, likewise.</summary>
    public required double FallbackRate { get; init; }

    /// <summary>Latencies in milliseconds; absent without requests.</summary>
    public double? P50 { get; init; }

    public double? P95 { get; init; }

    public double? P99 { get; init; }
}
