namespace Saker.Platform.Maintenance;

/// <summary>What a retention rule does, or did.</summary>
public sealed record RetentionPlan
{
    /// <summary>The rule in words.</summary>
    public required string Rule { get; init; }

    public required bool IsDryRun { get; init; }

    /// <summary>Every version that has its rows, by name, the newest first, and what becomes of it.</summary>
    public required IReadOnlyList<RetentionDecision> Decisions { get; init; }

    public IEnumerable<RetentionDecision> Removed => Decisions.Where(decision => !decision.IsKept);
}
