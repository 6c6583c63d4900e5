using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>Rollouts in words.</summary>
public static class RolloutWords
{
    /// <summary>As people write it: <c>blue-green</c>.</summary>
    public static string Of(RolloutKind strategy) => EnumText.Write(strategy).Replace('_', '-');

    public static string Of(RolloutState state) => EnumText.Write(state).Replace('_', ' ');

    /// <summary>As people write it: <c>roll back</c>.</summary>
    public static string Of(RolloutDecisionKind kind) => EnumText.Write(kind).Replace('_', ' ');

    /// <summary>As settings spell it: <c>error_rate</c>.</summary>
    public static string Of(GuardKind kind) => EnumText.Write(kind);

    /// <summary>As the wire spells it: <c>odds_ratio</c>.</summary>
    public static string Of(EffectUnit unit) => EnumText.Write(unit);

    /// <summary>One of its kind, as in <c>an A/B test</c>.</summary>
    /// <param name="strategy">As people write it.</param>
    public static string One(string strategy) => strategy switch
    {
        "ab" => "an A/B test",
        "blue-green" => "a blue-green switch",
        "immediate" => "an immediate switch",
        _ => $"a {strategy}",
    };

    public static string Describe(Rollout rollout)
    {
        var what = $"{Of(rollout.Strategy)} of {string.Join(", ", rollout.Candidates.Select(arm => arm.Reference))}";
        return rollout.State is RolloutState.Running or RolloutState.Held && !rollout.Strategy.SwitchesAtOnce()
            ? $"{what} at {string.Join(", ", rollout.Candidates.Select(arm => RolloutNumbers.OfWeight(arm.Weight)))}"
            : $"{what}, {Of(rollout.State)}";
    }

    /// <summary>How people end it, for messages of what it is in the way of.</summary>
    public static string HowToEnd(string id) =>
        $"Conclude it, roll it back or cancel it first: 'saker rollouts conclude {id}', 'saker rollouts rollback {id}' or 'saker rollouts cancel {id}', POST /api/rollouts/{id}/conclude, /rollback or /cancel, or the buttons of its page.";
}
