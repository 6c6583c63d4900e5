using System.Globalization;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Numbers of guards as people read them, everywhere alike.</summary>
public static class GuardNumbers
{
    private const string Nothing = "-";

    /// <summary>Three digits; an infinite one by its sign, <c>-</c> for none.</summary>
    public static string Of(double? value) => value is not { } known || double.IsNaN(known) ? Nothing
        : double.IsInfinity(known) ? (known > 0 ? "\u221e" : "\u2212\u221e") : known.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>An interval of which one end or both may be open; <c>-</c> where nothing is known yet.</summary>
    public static string Interval(double? low, double? high) => (low, high) switch
    {
        (null, null) => Nothing,
        (null, { } known) => $"at most {Of(known)}",
        ({ } known, null) => $"at least {Of(known)}",
        _ => $"{Of(low)} to {Of(high)}",
    };

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
