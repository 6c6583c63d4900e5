namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What there is to compare in a rollout.</summary>
internal sealed record GuardFacts
{
    /// <summary>Whether candidates run in the shadow of the control.</summary>
    public required bool IsShadow { get; init; }

    /// <summary>At least 1.</summary>
    public int CandidateCount { get; init; } = 1;

    /// <summary>Whether the control's answers have a number that can be compared.</summary>
    public bool HasScores { get; init; } = true;

    /// <summary>Whether the endpoint has steps to fall back to.</summary>
    public bool HasFallback { get; init; }

    /// <summary>Whether outcomes of the endpoint's predictions are reported.</summary>
    public bool HasOutcomes { get; init; }

    /// <summary>In the shadow nobody gets the candidate's answers, so that there is nothing to come of them; beside it there are no pairs of answers.</summary>
    public bool CanWatch(GuardKind kind) => kind switch
    {
        GuardKind.Agreement => IsShadow,
        GuardKind.Refusals or GuardKind.Fallback or GuardKind.OutcomeError or GuardKind.Metric => !IsShadow,
        _ => true,
    };
}
