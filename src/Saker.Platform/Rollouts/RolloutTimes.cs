using Saker.Data;

namespace Saker.Platform.Rollouts;

/// <summary>Whether a rollout can come to its end in the time that it has.</summary>
internal static class RolloutTimes
{
    /// <summary>The setting that is too short.</summary>
    public const string Field = "max_duration";

    /// <summary>What is wrong with the settings' times for a strategy; null where all is well.</summary>
    public static string? WhyNot(RolloutSettings settings, RolloutKind strategy)
    {
        if (strategy.SwitchesAtOnce())
            return null;
        var settled = settings with { Strategy = strategy };
        var count = strategy == RolloutKind.Canary ? settings.Steps.Count : 1;
        // Of a few years: no sum of a hundred steps is too large.
        var needed = TimeSpan.FromTicks(Enumerable.Range(0, count).Sum(step => settled.MinTimeOf(step).Ticks));
        return needed > settings.MaxDuration
            ? $"is {DurationText.Write(settings.MaxDuration)}, and {(count == 1 ? "it lasts" : $"the {count} steps last")} {DurationText.Write(needed)} at least: it would be held before its end. Lower min_time, or raise max_duration."
            : null;
    }
}
