using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>The guards that a rollout has when nobody says otherwise. Weights give most of the risk to what harms most: requests that fail.</summary>
internal static class DefaultGuards
{
    // Of what is only known in the shadow, or late.
    private const double Late = 0.2;

    /// <summary>All there are, by name.</summary>
    public static IReadOnlyList<RolloutGuard> All { get; } =
    [
        new() { Name = "error_rate", Kind = GuardKind.ErrorRate, Direction = HarmDirection.Up, Weight = RiskShares.Errors },
        new() { Name = "refusals", Kind = GuardKind.Refusals, Direction = HarmDirection.Up, Weight = RiskShares.Refusals },
        new() { Name = "fallback", Kind = GuardKind.Fallback, Direction = HarmDirection.Up, Weight = RiskShares.Fallbacks },
        new() { Name = "latency_p50", Kind = GuardKind.Latency, Quantile = 0.5, Direction = HarmDirection.Up, Tolerance = 0.1, Weight = RiskShares.LatencyP50 },
        new() { Name = "latency_p95", Kind = GuardKind.Latency, Quantile = 0.95, Direction = HarmDirection.Up, Tolerance = 0.1, Weight = RiskShares.LatencyP95 },
        new() { Name = "latency_p99", Kind = GuardKind.Latency, Quantile = 0.99, Direction = HarmDirection.Up, Tolerance = 0.1, Weight = RiskShares.LatencyP99 },
        new() { Name = "agreement", Kind = GuardKind.Agreement, Direction = HarmDirection.Up, Tolerance = 0.05, Weight = Late },
        new() { Name = "score_shift", Kind = GuardKind.ScoreShift, Direction = HarmDirection.Both, Tolerance = 0.03, Weight = RiskShares.Scores },
        new() { Name = "outcome_error", Kind = GuardKind.OutcomeError, Direction = HarmDirection.Up, Tolerance = 0.01, Weight = Late },
    ];

    public static RolloutGuard? Find(string name) => All.FirstOrDefault(guard => guard.Name == name);

    /// <summary>Those that say something about a rollout. Latencies in the shadow are those of runs that give way to others: nothing is concluded from them unless asked for.</summary>
    public static IEnumerable<RolloutGuard> For(GuardFacts facts) => All.Where(guard => facts.CanWatch(guard.Kind) && guard.Kind switch
    {
        GuardKind.Latency => !facts.IsShadow,
        GuardKind.Fallback => facts.HasFallback,
        GuardKind.ScoreShift => facts.HasScores,
        GuardKind.OutcomeError => facts.HasOutcomes,
        _ => true,
    });
}
