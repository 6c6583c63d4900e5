namespace Saker.Client;

/// <summary>Latencies in milliseconds, within 7%; null without requests.</summary>
public sealed record WindowLatencyInfo(double? P50, double? P95, double? P99);
