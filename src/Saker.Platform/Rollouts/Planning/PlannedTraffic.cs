namespace Saker.Platform.Rollouts.Planning;

/// <summary>What an endpoint's requests were like.</summary>
public sealed record PlannedTraffic
{
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Requests in that time.</summary>
    public required long RequestCount { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>The share of requests that failed for what the version did, or were answered in its place.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>The share that the input guard refused.</summary>
    public required double RefusalRate { get; init; }

    /// <summary>The share that the fallback chain answered.</summary>
    public required double FallbackRate { get; init; }

    /// <summary>Half of the requests took no longer, in milliseconds; null without requests.</summary>
    public required double? P50 { get; init; }

    /// <summary>As <see cref="P50"/>, of 95%.</summary>
    public required double? P95 { get; init; }

    /// <summary>As <see cref="P50"/>, of 99%.</summary>
    public required double? P99 { get; init; }
}
