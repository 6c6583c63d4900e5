using System.Globalization;
using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Verdicts in words.</summary>
internal static class GuardWords
{
    public static string Of(GuardVerdict verdict, string arm)
    {
        var text = verdict.Outcome switch
        {
            GuardOutcome.Harmful when verdict.Direction == HarmDirection.Both => $"{verdict.Guard}: {arm} has moved by more than the tolerance allows",
            GuardOutcome.Harmful => $"{verdict.Guard}: {arm} is worse than the tolerance allows",
            GuardOutcome.Within => $"{verdict.Guard}: {arm} is within the tolerance",
            _ when verdict.Effect is null => $"{verdict.Guard}: too little is known of {arm}{Learning(verdict)}",
            _ => $"{verdict.Guard}: nothing is shown of {arm} yet",
        };
        return $"{text}: {Arm(verdict.Unit, verdict.Control)} with the control, {Arm(verdict.Unit, verdict.Candidate)} with {arm}{Effect(verdict)}{Together(verdict)}; e-value {RolloutNumbers.EValue(verdict.LogEvidence)} of {Number(verdict.Threshold)} that would be an alarm.";
    }

    /// <summary>Of an alarm that several guards give together.</summary>
    public static string Together(GuardVerdict verdict, string arm) => $"{Of(verdict with { Outcome = GuardOutcome.Harmful }, arm)} It is an alarm together with what the other guards have seen.";

    private static string Arm(EffectUnit unit, ArmValue value) => unit switch
    {
        EffectUnit.QuantileRatio => value.Value is { } latency ? $"{RolloutNumbers.Milliseconds(latency)} over {Count(value.Count)} requests" : $"{Count(value.Count)} requests",
        EffectUnit.Deviations or EffectUnit.Difference => value is { Count: > 0, Value: { } mean } ? $"a mean of {Number(mean)} over {Count(value.Count)}" : Count(value.Count),
        _ => $"{Count(value.Hits ?? 0)} of {Count(value.Count)} ({(value.Value is { } share ? RolloutNumbers.Percent(share) : "none")})",
    };

    private static string Effect(GuardVerdict verdict)
    {
        if (verdict.Effect is not { } effect)
            return "";
        var what = verdict.Unit switch
        {
            EffectUnit.OddsRatio => "odds times ",
            EffectUnit.QuantileRatio => "times ",
            EffectUnit.Deviations => "a shift in standard deviations of ",
            EffectUnit.Share => "a share of ",
            _ => "a difference of ",
        };
        var ends = verdict.Low is null or 0 && verdict.High is null ? TooFew(verdict.Unit) : $" ({verdict.Level.ToString("0.#%", CultureInfo.InvariantCulture)} at all times: {(verdict.Low is { } low ? Number(low) : "anything")} to {(verdict.High is { } high ? Number(high) : "anything")})";
        return $", {what}{Number(effect)}{ends}{Wide(verdict)}{Least(verdict)}";
    }

    private static string Learning(GuardVerdict verdict) => verdict.ScoresLeft > 0 ? string.Create(CultureInfo.InvariantCulture, $", scores are compared after {verdict.ScoresLeft:N0} more") : "";

    // Means of fewer are not yet normal.
    private static string TooFew(EffectUnit unit) => unit is EffectUnit.Deviations or EffectUnit.Difference
        ? string.Create(CultureInfo.InvariantCulture, $" (its interval is told from {MeanSettings.Default.MinSample} compared values of each arm on)")
        : "";

    // Of an alarm the interval could still hold what is tolerated, which looks like a contradiction.
    private static string Wide(GuardVerdict verdict) => verdict is { Unit: EffectUnit.QuantileRatio, Outcome: GuardOutcome.Harmful, Tolerances: [var tolerance, ..] } && !(verdict.Low > tolerance)
        ? "; the interval is of both quantiles, each by itself, and wider than what is tested: how many requests are slow"
        : "";

    // Large factors of short times are no harm; without a word they look like one that is overlooked.
    private static string Least(GuardVerdict verdict) => verdict is { Least: > 0 and var least, Outcome: not GuardOutcome.Harmful } ? $", of which up to {RolloutNumbers.Milliseconds(least)} more is no harm in any case" : "";

    // What slows it down is to be seen: more outcomes of the same callers tell little.
    private static string Together(GuardVerdict verdict) =>
        verdict.Together is { } together ? $"; values are not known by caller, so that {Number(Math.Round(together, 1))} count as one" : "";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => RolloutNumbers.Exact(value);
}
