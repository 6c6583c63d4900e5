namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What a guard says of a candidate.</summary>
public enum GuardOutcome
{
    /// <summary>Nothing is shown yet.</summary>
    Undecided,

    /// <summary>The candidate is shown to be worse than the control by more than the tolerance.</summary>
    Harmful,

    /// <summary>The candidate is shown to be within the tolerance.</summary>
    Within,
}
