using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Rollouts;

namespace Saker.Dashboard.Rollouts;

/// <summary>Rollouts in words.</summary>
internal static class RolloutTexts
{
    /// <summary>As <c>rolled-back</c>: what badges are styled by.</summary>
    public static string Status(Rollout rollout) => RolloutWords.Of(rollout.State).Replace(' ', '-');

    public static string Share(int weight) => RolloutNumbers.OfWeight(weight);

    /// <summary>The share of all candidates together.</summary>
    public static string Share(Rollout rollout) => Share(rollout.Candidates.Sum(arm => arm.Weight));

    public static string Step(Rollout rollout) => rollout.StepCount > 1 && rollout.Step >= 0
        ? string.Create(CultureInfo.InvariantCulture, $"{rollout.Step + 1} of {rollout.StepCount}")
        : Format.None;

    /// <summary>A decision as a picture marks it, in a word or two.</summary>
    public static string Decision(RolloutDecision decision) => decision.Kind == RolloutDecisionKind.PromoteStep && decision.Weights.Count > 1
        ? $"to {Share(decision.Weights.Skip(1).Sum())}"
        : RolloutWords.Of(decision.Kind);

    public static string Versions(Rollout rollout) => string.Join(", ", rollout.Candidates.Select(arm => arm.Reference));
}
