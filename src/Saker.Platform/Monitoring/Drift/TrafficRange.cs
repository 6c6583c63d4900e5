namespace Saker.Platform.Monitoring.Drift;

/// <summary>A stretch of traffic.</summary>
/// <param name="From">Where it begins; a whole minute.</param>
/// <param name="To">Where it ends, excluded.</param>
/// <param name="RowCount">How many rows it has.</param>
internal readonly record struct TrafficRange(DateTimeOffset From, DateTimeOffset To, long RowCount);
