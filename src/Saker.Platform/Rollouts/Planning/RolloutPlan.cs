namespace Saker.Platform.Rollouts.Planning;

/// <summary>How many requests and how long a rollout needs.</summary>
public sealed record RolloutPlan
{
    public required string Endpoint { get; init; }

    public required RolloutKind Strategy { get; init; }

    /// <summary>What it was planned with.</summary>
    public required PlannedTraffic Traffic { get; init; }

    /// <summary>The steps; a single one for strategies without.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>How long it lasts when nothing is found; null when it ends by a decision only, or no requests come.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>What each guard needs, in the order of the guards; of an A/B test and a bandit, behind them, what their metric needs.</summary>
    public required IReadOnlyList<GuardPlan> Guards { get; init; }

    /// <summary>What else is to be known beforehand.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
