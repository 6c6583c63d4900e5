namespace Saker.Platform.Serving.Statistics;

/// <summary>Milliseconds that a share of the requests or runs did not exceed; null while there was none.</summary>
public sealed record StagePercentiles(double? P50, double? P95, double? P99);
