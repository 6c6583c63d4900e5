namespace Saker.Dashboard.Live;

/// <summary>How many open pages watch live.</summary>
/// <param name="Count">Those that do now.</param>
/// <param name="Limits">How many may at the same time.</param>
/// <param name="RefusedCount">How often a page was refused since the process started, because so many of all did.</param>
/// <param name="RefusedByKeyCount">How often, because so many of the same key did.</param>
public sealed record LiveUsage(int Count, LiveLimits Limits, long RefusedCount, long RefusedByKeyCount);
