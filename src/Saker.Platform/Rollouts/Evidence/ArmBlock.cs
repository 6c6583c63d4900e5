using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What one arm did in a block. Immutable.</summary>
internal sealed record ArmBlock
{
    public static ArmBlock None { get; } = new();

    public ArmCounts Counts { get; init; } = ArmCounts.None;

    /// <summary>Requests by latency, see <see cref="LatencyGrid"/>, up to the last bucket that has any. Without those that were refused.</summary>
    public long[] Latencies { get; init; } = [];

    /// <summary>Scores of answered requests, one each: all of them, or a uniform sample.</summary>
    public float[] Scores { get; init; } = [];

    /// <summary>How many scores there were.</summary>
    public long ScoreCount { get; init; }

    /// <summary>The same by groups of callers; empty where requests and not callers fall to arms.</summary>
    public KeyCounts[] Keys { get; init; } = [];

    public bool IsEmpty => Counts.IsEmpty;

    /// <summary>What a guard compares, by groups of callers.</summary>
    public GroupSum[] ByKey(Converter<KeyCounts, GroupSum> what) => Array.ConvertAll(Keys, what);
}
