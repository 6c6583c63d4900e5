namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What is judged: the arms of a rollout, and by what.</summary>
internal sealed record EvidenceSubject
{
    /// <summary>The arms' names, the control first.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The guards with their risks.</summary>
    public required IReadOnlyList<RolloutGuard> Guards { get; init; }

    public bool IsShadow { get; init; }

    /// <summary>Whether each arm still takes part, by number.</summary>
    public IReadOnlyList<bool> IsIn { get; init; } = [];

    /// <summary>What an A/B test or a bandit decides by, <c>outcome</c> or the name of a metric; null for the guards alone.</summary>
    public string? Reward { get; init; }

    /// <summary>How sure it must be of the best arm.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Whether shares follow the rewards.</summary>
    public bool IsBandit { get; init; }

    public int ArmCount => Names.Count;

    public bool TakesPart(int arm) => arm >= IsIn.Count || IsIn[arm];
}
