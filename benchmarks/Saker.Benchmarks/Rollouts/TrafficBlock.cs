using Saker.Platform.Rollouts.Evidence;

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

    /// <summary>What a replica would have written down of an arm. Buckets of latencies are those of the product; a score is the middle of its bin.</summary>
    public ArmBlock ToArm(int arm)
    {
        var scores = new float[Counts[arm]];
        var at = 0;
        for (var bin = 0; bin < Scores[arm].Length; bin++)
        {
            var count = (int)Scores[arm][bin];
            scores.AsSpan(at, count).Fill((float)TrafficSource.ScoreCentres[bin]);
            at += count;
        }
        return new ArmBlock
        {
            Counts = new ArmCounts { RequestCount = Counts[arm], ErrorCount = Errors[arm], RefusalCount = Refusals[arm], FallbackCount = Fallbacks[arm] },
            Latencies = [.. Latencies[arm]],
            Scores = scores,
            ScoreCount = scores.Length,
        };
    }
}
