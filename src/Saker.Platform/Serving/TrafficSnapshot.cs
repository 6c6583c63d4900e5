namespace Saker.Platform.Serving;

/// <summary>An endpoint's traffic at one moment.</summary>
public sealed record TrafficSnapshot
{
    /// <summary>Requests since this process started, failed ones included.</summary>
    public required long RequestCount { get; init; }

    /// <summary>Rows predicted since this process started.</summary>
    public required long RowCount { get; init; }

    /// <summary>Requests that failed since this process started.</summary>
    public required long ErrorCount { get; init; }

    /// <summary>Those of the failed requests that were refused while they were read: they never reached the model.</summary>
    public required long RefusedCount { get; init; }

    /// <summary>Answers that were kept from equal requests.</summary>
    public required long CacheHitCount { get; init; }

    /// <summary>Answers that another step of the fallback chain than the version asked gave.</summary>
    public required long FallbackCount { get; init; }

    /// <summary>Requests per second over the last 10 whole seconds.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Requests per second over the last 60 whole seconds.</summary>
    public required double RequestsPerSecondOverMinute { get; init; }

    /// <summary>Median latency of the last 60 seconds in milliseconds, within 7%; null without requests.</summary>
    public required double? P50Milliseconds { get; init; }

    public required double? P95Milliseconds { get; init; }

    public required double? P99Milliseconds { get; init; }

    /// <summary>The last 60 whole seconds, the oldest first.</summary>
    public required IReadOnlyList<TrafficPoint> Series { get; init; }
}
