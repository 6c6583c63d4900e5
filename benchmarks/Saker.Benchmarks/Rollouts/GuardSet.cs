using Saker.Learning.Sequential;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Benchmarks.Rollouts;

/// <summary>The guards that a rollout has by default, judged over simulated blocks by what the product judges with.</summary>
internal sealed class GuardSet
{
    private static readonly IReadOnlyList<RolloutGuard> s_guards = RolloutGuards.Default.Resolve(new GuardFacts { IsShadow = false, HasFallback = true }, RiskShares.DefaultRisk);

    private readonly GuardEvaluation _evaluation = new(new EvidenceSubject { Names = ["control", "candidate"], Guards = s_guards }, state: null);
    private readonly double[] _logs = new double[s_guards.Count];
    private long _sequence;
    private long _revision;

    /// <summary>Errors first, then refusals, fallbacks, latencies at p50, p95 and p99, and scores.</summary>
    public static string[] Names { get; } = [.. s_guards.Select(guard => guard.Name)];

    /// <summary>Each guard's share of the risk.</summary>
    public static double[] Weights { get; } = [.. s_guards.Select(guard => guard.Risk!.Value / RiskShares.DefaultRisk)];

    /// <summary>By so much scores may move, in standard deviations.</summary>
    public static double ScoreTolerance { get; } = s_guards.Single(guard => guard.Kind == GuardKind.ScoreShift).Tolerance;

    /// <summary>The log of the e-value of each guard.</summary>
    public ReadOnlySpan<double> Logs => _logs;

    /// <summary>That of all together.</summary>
    public double Combined => RiskShares.LogCombined(_logs, Weights);

    public void Add(TrafficBlock block)
    {
        _evaluation.Add(new EvidenceBlock
        {
            Rollout = "simulated",
            Revision = _revision,
            Replica = "one",
            Sequence = ++_sequence,
            At = DateTimeOffset.UnixEpoch.AddSeconds(_sequence),
            Arms = [block.ToArm(0), block.ToArm(1)],
        });
        for (var guard = 0; guard < _logs.Length; guard++)
            _logs[guard] = _evaluation.Watches[guard].LogEvidence;
    }

    /// <summary>The shares of the arms change.</summary>
    public void Settle() => _revision++;
}
