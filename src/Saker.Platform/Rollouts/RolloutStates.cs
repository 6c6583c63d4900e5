namespace Saker.Platform.Rollouts;

/// <summary>What states have in common.</summary>
public static class RolloutStates
{
    public static bool HasEnded(this RolloutState state) => state is RolloutState.Promoted or RolloutState.RolledBack or RolloutState.Kept or RolloutState.Cancelled;

    /// <summary>Whether the strategy has the endpoint's own version change at once, and not only at the end.</summary>
    public static bool SwitchesAtOnce(this RolloutKind strategy) => strategy is RolloutKind.Immediate or RolloutKind.BlueGreen;
}
