namespace Saker.Platform.Rollouts.Planning;

/// <summary>What an endpoint's requests were like.</summary>
public sealed record PlannedTraffic
{
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Requests in that time.</summary>
    public required long RequestCount { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>Those of them that failed for what the version did, or were answered in its place.</summary>
    public long ErrorCount { get; init; }

    /// <summary>The share of those, as it is planned with: where there were none, half a one among all; 0 without requests, of which nothing is planned.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>The share that the input guard refused, likewise.</summary>
    public required double RefusalRate { get; init; }

    /// <summary>The share that the fallback chain answered, likewise.</summary>
    public required double FallbackRate { get; init; }

    /// <summary>Half of the requests took no longer, in milliseconds; null without requests.</summary>
    public required double? P50 { get; init; }

    /// <summary>As <see cref="P50"/>, of 95%.</summary>
    public required double? P95 { get; init; }

    /// <summary>As <see cref="P50"/>, of 99%.</summary>
    public required double? P99 { get; init; }
}
