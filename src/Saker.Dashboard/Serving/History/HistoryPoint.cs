namespace Saker.Dashboard.Serving.History;

/// <summary>An endpoint's requests in a piece of time.</summary>
/// <param name="At">Where the piece begins.</param>
/// <param name="RequestCount">Requests, failed ones included.</param>
/// <param name="ErrorCount">Those that failed.</param>
/// <param name="P50">Milliseconds that half of them did not exceed; null without requests.</param>
/// <param name="P95">As <paramref name="P50"/>, of 95%.</param>
/// <param name="P99">As <paramref name="P50"/>, of 99%.</param>
public sealed record HistoryPoint(DateTimeOffset At, long RequestCount, long ErrorCount, double? P50, double? P95, double? P99);
