namespace Saker.Platform.Rollouts;

/// <summary>What is to be done with a rollout.</summary>
/// <param name="Kind">What.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record RolloutMove(RolloutDecisionKind Kind, string Reason)
{
    /// <summary>The candidate that it is about; null where that is plain.</summary>
    public int? Arm { get; init; }

    /// <summary>The new shares, by number; null to keep them, or where they follow from what is done.</summary>
    public IReadOnlyList<int>? Weights { get; init; }

    /// <summary>What it rests on, where it may be declined: the guards that show harm.</summary>
    public string Grounds { get; init; } = "";

    /// <summary>What a person is asked to agree to; null unless that is what is done.</summary>
    public RolloutProposal? Proposal { get; init; }

    /// <summary>Whether it ends the rollout because something newer takes its place.</summary>
    public bool IsSuperseded { get; init; }
}
