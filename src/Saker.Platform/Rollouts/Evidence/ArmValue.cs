namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What a guard saw of an arm.</summary>
/// <param name="Count">Requests, pairs or outcomes.</param>
/// <param name="Hits">Those that failed, were refused or differ; null where nothing is counted of them.</param>
/// <param name="Value">The share, the quantile in milliseconds, or the mean; null while nothing is known.</param>
public sealed record ArmValue(long Count, long? Hits, double? Value);
