using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>Latencies of windows in the buckets of evidence.</summary>
internal static class PlannedLatencies
{
    private const double NanosecondsPerMicrosecond = 1_000;

    /// <summary>Requests per bucket, see <see cref="LatencyGrid"/>, as if they lay evenly over the logarithms within a bucket of the windows.</summary>
    public static long[] Of(LatencyCounts latencies)
    {
        var shares = new double[LatencyGrid.Count];
        for (var i = 0; i < latencies.Counts.Length; i++)
        {
            if (latencies.Counts[i] == 0)
                continue;
            var (low, high) = (PlaceOf(LatencyBuckets.LeastNanosecondsOf(i)), PlaceOf(LatencyBuckets.LeastNanosecondsOf(i + 1)));
            for (var bucket = (int)low; bucket <= (int)high; bucket++)
                shares[bucket] += latencies.Counts[i] * (high > low ? Math.Max(0, Math.Min(high, bucket + 1) - Math.Max(low, bucket)) / (high - low) : 1);
        }
        var counts = new long[shares.Length];
        var (seen, given) = (0.0, 0L);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            // Rounded together, so that all are kept.
            seen += shares[bucket];
            counts[bucket] = (long)Math.Round(seen) - given;
            given += counts[bucket];
        }
        return counts;
    }

    private static double PlaceOf(double nanoseconds) => Math.Clamp(Math.Log2(Math.Max(nanoseconds / NanosecondsPerMicrosecond, 1)) * LatencyGrid.PerDoubling, 0, LatencyGrid.Count - 1);
}
