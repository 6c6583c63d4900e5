using Saker.Dashboard.Layout;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Dashboard.Rollouts;

/// <summary>What guards say, as numbers that people read.</summary>
internal static class GuardTexts
{
    public static string Word(GuardOutcome outcome) => outcome.ToString().ToLowerInvariant();

    /// <summary>What the effect is, along an axis.</summary>
    public static string Effect(EffectUnit unit) => unit switch
    {
        EffectUnit.OddsRatio => "odds, candidate over control",
        EffectUnit.QuantileRatio => "latency, candidate over control",
        EffectUnit.Share => "share that differs",
        EffectUnit.Deviations => "shift in standard deviations",
        _ => "difference of means",
    };

    /// <summary>What is not there as pages show it.</summary>
    public static string Shown(string text) => text == RolloutNumbers.Nothing ? Format.None : text;

    /// <summary>What was measured of an arm.</summary>
    public static string Value(EffectUnit unit, ArmValue value) => value.Value is not { } known || !double.IsFinite(known) ? Format.None : unit switch
    {
        EffectUnit.QuantileRatio => Format.Milliseconds(known),
        EffectUnit.OddsRatio or EffectUnit.Share => RolloutNumbers.Percent(known),
        _ => RolloutNumbers.Of(known),
    };
}
