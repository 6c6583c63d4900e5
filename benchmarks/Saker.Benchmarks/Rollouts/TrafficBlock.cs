namespace Saker.Benchmarks.Rollouts;

/// <summary>What both arms did in one block: first the control, then the candidate.</summary>
internal sealed class TrafficBlock
{
    public int[] Counts { get; } = new int[2];

    public int[] Errors { get; } = new int[2];

    public int[] Refusals { get; } = new int[2];

    public int[] Fallbacks { get; } = new int[2];

    public long[][] Latencies { get; } = [new long[TrafficSource.LatencyBins], new long[TrafficSource.LatencyBins]];

    public long[][] Scores { get; } = [new long[TrafficSource.ScoreBins], new long[TrafficSource.ScoreBins]];

    public void Clear()
    {
        for (var arm = 0; arm < 2; arm++)
        {
            Array.Clear(Latencies[arm]);
            Array.Clear(Scores[arm]);
        }
    }
}
