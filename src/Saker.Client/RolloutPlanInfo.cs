namespace Saker.Client;

/// <summary>How many requests and how long a rollout needs.</summary>
public sealed record RolloutPlanInfo
{
    public required string Endpoint { get; init; }

    public required string Strategy { get; init; }

    /// <summary>What it was planned with.</summary>
    public required PlannedTrafficInfo Traffic { get; init; }

    /// <summary>The steps; a single one for strategies without.</summary>
    public required IReadOnlyList<PlannedStepInfo> Steps { get; init; }

    /// <summary>How many seconds it lasts when nothing is found; absent when it ends by a decision only, or no requests come.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>What each guard needs; of an A/B test and a bandit, behind them, what their metric needs.</summary>
    public required IReadOnlyList<GuardPlanInfo> Guards { get; init; }

    /// <summary>What else is to be known beforehand.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
