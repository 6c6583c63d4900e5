using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Latencies while they are counted. For one thread.</summary>
internal sealed class LatencyDraft
{
    private const long NanosecondsPerMicrosecond = 1_000;

    private readonly long[] _counts = new long[LatencyBuckets.Count];

    public void Add(int microseconds) => _counts[LatencyBuckets.IndexOf(microseconds * NanosecondsPerMicrosecond)]++;

    public LatencyCounts Build() => new(_counts);
}
