namespace Saker.Platform.Serving;

/// <summary>An endpoint's traffic in one second.</summary>
/// <param name="At">The second's start.</param>
/// <param name="RequestCount">Requests that ended in it.</param>
/// <param name="RowCount">Rows of those that succeeded.</param>
/// <param name="ErrorCount">Those that failed.</param>
/// <param name="P95Milliseconds">95% of them were faster; null without requests.</param>
public sealed record TrafficPoint(DateTimeOffset At, long RequestCount, long RowCount, long ErrorCount, double? P95Milliseconds)
{
    /// <summary>Half of them were faster; null without requests.</summary>
    public double? P50Milliseconds { get; init; }

    /// <summary>99% of them were faster; null without requests.</summary>
    public double? P99Milliseconds { get; init; }
}
