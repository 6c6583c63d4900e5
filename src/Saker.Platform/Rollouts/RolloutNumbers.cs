using System.Globalization;

namespace Saker.Platform.Rollouts;

/// <summary>Numbers of rollouts as people read them: shares, effects, intervals and evidence, everywhere alike.</summary>
public static class RolloutNumbers
{
    /// <summary>What stands where there is nothing.</summary>
    public const string Nothing = "-";

    /// <summary>What people are told where an effect is measured already, of too few values for an interval.</summary>
    private const string TooFew = "not yet";

    /// <summary>Three digits, for tables; an infinite one by its sign, <c>-</c> for none.</summary>
    public static string Of(double? value) => value is not { } known || double.IsNaN(known) ? Nothing
        : double.IsInfinity(known) ? (known > 0 ? "\u221e" : "\u2212\u221e") : known.ToString(Math.Abs(known) is >= 999.5 and < 1e6 ? "N0" : "G3", CultureInfo.InvariantCulture);

    /// <summary>Four decimals, for sentences.</summary>
    public static string Exact(double value) => double.IsFinite(value)
        ? value.ToString(Math.Abs(value) switch { >= 1e6 => "0.##E+0", >= 1_000 => "N0", >= 0.001 or 0 => "0.####", _ => "0.##E-0" }, CultureInfo.InvariantCulture)
        : Of(value);

    /// <summary>A share from 0 to 1 as a percentage.</summary>
    public static string Percent(double share) =>
        (100 * share).ToString(Math.Abs(share) is > 0 and < 1e-5 ? "G2" : "0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>The share of an arm, in basis points, as a percentage.</summary>
    public static string OfWeight(int weight) => Percent(weight / (double)RolloutArm.WholeWeight);

    /// <summary>An interval of which one end or both may be open; <c>-</c> where nothing is known yet, which of a ratio is whatever is above 0.</summary>
    public static string Interval(double? low, double? high) => (low, high) switch
    {
        (null or 0, null) => Nothing,
        (null, { } known) => $"at most {Of(known)}",
        ({ } known, null) => $"at least {Of(known)}",
        _ => $"{Of(low)} to {Of(high)}",
    };

    /// <summary>The interval of an effect; where the effect is known and its interval is not, that it is yet to come.</summary>
    public static string Interval(double? effect, double? low, double? high) => effect is not null && low is null or 0 && high is null ? TooFew : Interval(low, high);

    /// <summary>Up to where a guard sees no harm.</summary>
    /// <param name="bounds">In the unit of the effect: one, or a lower and an upper one.</param>
    /// <param name="least">Milliseconds that are no harm in any case; null where there are none.</param>
    public static string Tolerated(IEnumerable<double> bounds, double? least) =>
        string.Join(" to ", bounds.Select(bound => Of(bound))) + (least > 0 ? $", or {Milliseconds(least.Value)} more" : "");

    /// <summary>A time in milliseconds with its unit.</summary>
    public static string Milliseconds(double value) => $"{Exact(value)} ms";

    /// <param name="logEvidence">The natural logarithm of the e-value.</param>
    public static string EValue(double logEvidence) => logEvidence switch
    {
        // More than a double holds: nobody reads so many digits anyway.
        > 300 => "over 1E+130",
        > 14 or < -7 => Math.Exp(logEvidence).ToString("0.#E+0", CultureInfo.InvariantCulture),
        > 5 => Math.Exp(logEvidence).ToString("N0", CultureInfo.InvariantCulture),
        _ => Math.Exp(logEvidence).ToString("G3", CultureInfo.InvariantCulture),
    };
}
