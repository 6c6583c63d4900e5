namespace Saker.Dashboard.Live;

/// <summary>How many open pages watch live.</summary>
/// <param name="Count">Those that do now.</param>
/// <param name="Max">How many may at the same time.</param>
/// <param name="RefusedCount">How often a page was refused since the process started, because so many did.</param>
public sealed record LiveUsage(int Count, int Max, long RefusedCount);
