using Saker.Platform.Rollouts;

namespace Saker.Dashboard.Rollouts;

/// <summary>An act that a rollout can be acted upon by now.</summary>
/// <param name="Act">As its address ends.</param>
/// <param name="Text">What the button says.</param>
/// <param name="Arm">The arm that it is about; null where that is plain.</param>
internal sealed record RolloutButton(string Act, string Text, string? Arm = null)
{
    /// <summary>Those that are possible where a rollout is, what goes on first, what ends last.</summary>
    public static IReadOnlyList<RolloutButton> Of(Rollout rollout) => rollout switch
    {
        { State: RolloutState.Waiting } => [new("approve", "Approve"), new("cancel", "Cancel")],
        { State: RolloutState.Warming } => [.. Way(rollout), .. Back(rollout)],
        { State: RolloutState.Held } => [new("resume", "Resume"), .. Agree(rollout), .. Way(rollout), .. End(rollout), .. Back(rollout)],
        { State: RolloutState.Running } => [.. Agree(rollout), .. Way(rollout), new("hold", "Hold"), .. End(rollout), .. Back(rollout)],
        _ => [],
    };

    private static RolloutButton[] Agree(Rollout rollout) => rollout.Proposal is { } proposal ? [new("approve", $"Agree: {RolloutWords.Of(proposal.Kind)}")] : [];

    private static RolloutButton[] Way(Rollout rollout) => rollout is { Strategy: RolloutKind.Canary, State: RolloutState.Running or RolloutState.Held } && rollout.Step + 1 < rollout.StepCount
        ? [new("promote", $"Next step, {rollout.Settings.Steps[rollout.Step + 1].Share:0.##}%")]
        : [];

    private static IEnumerable<RolloutButton> End(Rollout rollout)
    {
        if (rollout.Strategy.SwitchesAtOnce())
            return [new("conclude", $"Let {rollout.Control?.Reference ?? "the version before"} go")];
        var candidates = rollout.Candidates.Where(arm => !arm.IsOut).Select(arm => new RolloutButton("conclude", $"Conclude with {arm.Reference}", arm.Name));
        return rollout.Control is { } control ? [.. candidates, new("conclude", $"Conclude with {control.Reference}", control.Name)] : candidates;
    }

    private static RolloutButton[] Back(Rollout rollout) => rollout.Control is null ? [] : [new("rollback", "Roll back"), new("cancel", "Cancel")];
}
