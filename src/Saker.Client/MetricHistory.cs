namespace Saker.Client;

/// <summary>The body of <c>GET /api/runs/{id}/metrics/{key}</c>: every value, by step, then time.</summary>
public sealed record MetricHistory(string RunId, string Key, IReadOnlyList<MetricInfo> Values);
