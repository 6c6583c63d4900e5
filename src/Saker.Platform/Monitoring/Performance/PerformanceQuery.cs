using Saker.Learning.Scores.Segments;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>What is asked of an endpoint's performance.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Since">Predictions from this time on; null for the last 30 days.</param>
/// <param name="Segments">Segments to tell apart; empty takes those of the settings and of the evaluations.</param>
public sealed record PerformanceQuery(string Endpoint, DateTimeOffset? Since, IReadOnlyList<SegmentRequest> Segments)
{
    /// <summary>Predictions before this time; null for all.</summary>
    public DateTimeOffset? Until { get; init; }
}
