using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>The guards of a rollout as they are by default, over simulated blocks.</summary>
internal sealed class GuardSet
{
    public static readonly string[] Names = ["errors", "refusals", "fallbacks", "p50", "p95", "p99", "scores"];

    private readonly OddsEvidence _errors = new();
    private readonly OddsEvidence _refusals = new();
    private readonly OddsEvidence _fallbacks = new();
    private readonly QuantileEvidence[] _latencies = [Latency(0.5), Latency(0.95), Latency(0.99)];
    private readonly ShiftEvidence _scores = new(new ShiftSettings { Centres = TrafficSource.ScoreCentres });
    private readonly double[] _logs = new double[Names.Length];

    public static double[] Weights { get; } = [RiskShares.Errors, RiskShares.Refusals, RiskShares.Fallbacks, RiskShares.LatencyP50, RiskShares.LatencyP95, RiskShares.LatencyP99, RiskShares.Scores];

    /// <summary>The log of the e-value of each guard.</summary>
    public ReadOnlySpan<double> Logs => _logs;

    /// <summary>That of all together.</summary>
    public double Combined => RiskShares.LogCombined(_logs, Weights);

    public void Add(TrafficBlock block)
    {
        _errors.Add(Counts(block, block.Errors, 0), Counts(block, block.Errors, 1));
        _refusals.Add(Counts(block, block.Refusals, 0), Counts(block, block.Refusals, 1));
        _fallbacks.Add(Counts(block, block.Fallbacks, 0), Counts(block, block.Fallbacks, 1));
        foreach (var latency in _latencies)
            latency.Add(block.Latencies[0], block.Latencies[1]);
        _scores.Add(block.Scores[0], block.Scores[1]);
        (_logs[0], _logs[1], _logs[2]) = (_errors.LogEvidence, _refusals.LogEvidence, _fallbacks.LogEvidence);
        for (var i = 0; i < _latencies.Length; i++)
            _logs[3 + i] = _latencies[i].LogEvidence;
        _logs[^1] = _scores.LogEvidence;
    }

    /// <summary>The shares of the arms change.</summary>
    public void Settle()
    {
        foreach (var evidence in (ISequentialEvidence[])[_errors, _refusals, _fallbacks, .. _latencies, _scores])
            evidence.Settle();
    }

    private static HitCounts Counts(TrafficBlock block, int[] hits, int arm) => new(block.Counts[arm], hits[arm]);

    private static QuantileEvidence Latency(double quantile) => new(new QuantileSettings { Quantile = quantile, BucketsPerDoubling = TrafficSource.BucketsPerDoubling });
}
