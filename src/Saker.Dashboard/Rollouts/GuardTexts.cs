using System.Globalization;
using Saker.Dashboard.Layout;
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

    /// <summary>What was measured of an arm.</summary>
    public static string Value(EffectUnit unit, ArmValue value) => value.Value is not { } known || !double.IsFinite(known) ? Format.None : unit switch
    {
        EffectUnit.QuantileRatio => Format.Milliseconds(known),
        EffectUnit.OddsRatio or EffectUnit.Share => known.ToString("0.###%", CultureInfo.InvariantCulture),
        _ => Number(known),
    };

    public static string Number(double? value) => value is { } known && !double.IsNaN(known)
        ? double.IsInfinity(known) ? (known > 0 ? "\u221e" : "\u2212\u221e") : known.ToString("G3", CultureInfo.InvariantCulture)
        : Format.None;

    public static string Interval(GuardVerdict verdict) => verdict.Low is null && verdict.High is null ? Format.None : $"{Number(verdict.Low ?? double.NegativeInfinity)} to {Number(verdict.High ?? double.PositiveInfinity)}";

    // More than a double holds: nobody reads so many digits anyway.
    public static string EValue(double logEvidence) => logEvidence switch
    {
        > 300 => "over 1E+130",
        > 14 or < -7 => Math.Exp(logEvidence).ToString("0.#E+0", CultureInfo.InvariantCulture),
        > 5 => Math.Exp(logEvidence).ToString("N0", CultureInfo.InvariantCulture),
        _ => Math.Exp(logEvidence).ToString("G3", CultureInfo.InvariantCulture),
    };
}
