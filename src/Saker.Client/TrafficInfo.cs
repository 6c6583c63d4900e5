namespace Saker.Client;

/// <summary>What an endpoint answers now: a rate over the last seconds and latencies over the last minute.</summary>
public sealed record TrafficInfo
{
    /// <summary>Requests answered since the server started.</summary>
    public required long RequestCount { get; init; }

    /// <summary>Requests that failed since the server started.</summary>
    public required long ErrorCount { get; init; }

    /// <summary>Those of the failed requests that were refused while they were read.</summary>
    public long RefusedCount { get; init; }

    /// <summary>Answers that were kept from equal requests.</summary>
    public long CacheHitCount { get; init; }

    /// <summary>Answers that a fallback gave instead of the version asked.</summary>
    public long FallbackCount { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>Half of the requests were faster; null when there were none.</summary>
    public double? P50Milliseconds { get; init; }

    public double? P95Milliseconds { get; init; }

    public double? P99Milliseconds { get; init; }
}
