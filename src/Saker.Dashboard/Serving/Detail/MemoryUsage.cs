namespace Saker.Dashboard.Serving.Detail;

/// <summary>What all versions in memory take.</summary>
/// <param name="LoadedCount">How many there are.</param>
/// <param name="LoadedBytes">What they take, by their estimates.</param>
public sealed record MemoryUsage(int LoadedCount, long LoadedBytes);
