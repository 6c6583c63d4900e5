namespace Saker.Platform.Serving.Statistics;

/// <summary>How often something was done and how long all of it took.</summary>
public readonly record struct DurationTotal(long Count, long Nanoseconds);
