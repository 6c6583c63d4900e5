namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Buckets of latencies that are evidence: sixteen to a doubling, so that each ends 4.4% after it begins, wherever it lies. A factor between latencies is then a
/// number of buckets, which is how a tolerance is kept. Bucket i begins at 2^(i/16) microseconds; the first also holds what is quicker.
/// </summary>
internal static class LatencyGrid
{
    public const int PerDoubling = 16;

    private const int Doublings = 32;

    /// <summary>To 2^32 microseconds, 71 minutes; what is slower counts in the last.</summary>
    public const int Count = PerDoubling * Doublings;

    public static int IndexOf(long microseconds) => microseconds <= 1 ? 0 : Math.Min((int)(Math.Log2(microseconds) * PerDoubling), Count - 1);
}
