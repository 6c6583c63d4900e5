namespace Saker.Platform.Monitoring.Windows;

/// <summary>What upkeep of the windows did.</summary>
/// <param name="MergedCount">Hours and days that were made or made anew.</param>
/// <param name="RemovedCount">Stored parts that were removed because they were old.</param>
public sealed record WindowUpkeep(int MergedCount, int RemovedCount);
