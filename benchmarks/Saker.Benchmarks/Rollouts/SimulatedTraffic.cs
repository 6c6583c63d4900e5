namespace Saker.Benchmarks.Rollouts;

/// <summary>What a simulated endpoint gets, and what its candidate does otherwise.</summary>
internal sealed record SimulatedTraffic
{
    public required string Name { get; init; }

    /// <summary>Of both arms.</summary>
    public int Requests { get; init; } = 100_000;

    /// <summary>Requests between two looks.</summary>
    public int BlockSize { get; init; } = 100;

    /// <summary>Of the candidate.</summary>
    public double Share { get; init; } = 0.1;

    /// <summary>The candidate's share grows in these steps, each lasting until the candidate had so many requests in it; empty for one share all the time.</summary>
    public IReadOnlyList<(double Share, int Requests)> Steps { get; init; } = [];

    public double ErrorRate { get; init; } = 0.01;

    public double RefusalRate { get; init; } = 0.005;

    public double FallbackRate { get; init; } = 0.002;

    /// <summary>Of ln latency around 20 ms.</summary>
    public double LatencySpread { get; init; } = 0.5;

    /// <summary>The share of requests whose latency has a tail without a mean (Pareto, exponent 1).</summary>
    public double TailShare { get; init; }

    /// <summary>Scores that take so many values; 0 for any number.</summary>
    public int ScoreLevels { get; init; }

    /// <summary>Whether rates, latencies and scores of both arms go up and down over the rollout.</summary>
    public bool Drifts { get; init; }

    /// <summary>The chance of a block in which both arms fail often and are slow.</summary>
    public double BurstChance { get; init; }

    /// <summary>How far the rollout is when the candidate begins to do harm, 0 to 1; of errors alone.</summary>
    public double HarmBegins { get; init; }

    /// <summary>The candidate's error rate over the control's.</summary>
    public double ErrorFactor { get; init; } = 1;

    /// <summary>The candidate's latencies over the control's.</summary>
    public double LatencyFactor { get; init; } = 1;

    /// <summary>Of the candidate's scores, in standard deviations.</summary>
    public double ScoreShift { get; init; }
}
