using System.Globalization;

namespace Saker.Dashboard.Layout;

/// <summary>Numbers as people read them, each with its unit; an em dash where there is none.</summary>
internal static class Format
{
    public const string None = "\u2014";

    private const int MaxBeginning = 200;

    // What is not finite is a value all the same, and is said as such.
    public static string Score(double? score) => score switch
    {
        null => None,
        { } value when double.IsFinite(value) => value.ToString("0.0000", CultureInfo.InvariantCulture),
        { } value => Number(value),
    };

    public static string Spread(double? deviation) => deviation is { } value && double.IsFinite(value)
        ? "\u00b1\u2009" + value.ToString("0.0000", CultureInfo.InvariantCulture)
        : "";

    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long count) => count switch
    {
        < 1L << 10 => count.ToString(CultureInfo.InvariantCulture) + "\u00a0B",
        < 1L << 20 => (count / 1024.0).ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0KiB",
        < 1L << 30 => (count / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0MiB",
        _ => (count / 1073741824.0).ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0GiB",
    };

    /// <summary>A share as a percentage; one that is neither none nor all is never shown as such.</summary>
    public static string Share(double? share) => share is not { } value || !double.IsFinite(value) ? None : value switch
    {
        > 0 and < 0.0001 => "<\u20090.01%",
        > 0.999 and < 1 => ">\u200999.9%",
        < 0.01 => (value * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%",
        _ => (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%",
    };

    public static string Rate(double perSecond) => perSecond.ToString(perSecond is > 0 and < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double? milliseconds) => milliseconds is not { } value || !double.IsFinite(value) ? None : value switch
    {
        < 1 => (value * 1000).ToString("0", CultureInfo.InvariantCulture) + "\u00a0\u00b5s",
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture) + "\u00a0ms",
        < 1000 => value.ToString("0", CultureInfo.InvariantCulture) + "\u00a0ms",
        _ => (value / 1000).ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0s",
    };

    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 10 } => duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0s",
        { TotalMinutes: < 1 } => duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + "\u00a0s",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.Minutes}\u00a0min {duration.Seconds}\u00a0s"),
        { TotalDays: >= 3 } => string.Create(CultureInfo.InvariantCulture, $"{duration.Days}\u00a0d {duration.Hours}\u00a0h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}\u00a0h {duration.Minutes}\u00a0min"),
    };

    public static string Seconds(double? seconds) => seconds is { } value && double.IsFinite(value) ? Duration(TimeSpan.FromSeconds(value)) : None;

    /// <summary>Words as a sentence of their own.</summary>
    public static string Sentence(string words) => words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..] + ".";

    /// <summary>As much of a text as has room in a table.</summary>
    public static string Beginning(string? text) => text is { Length: > MaxBeginning } ? text[..(char.IsHighSurrogate(text[MaxBeginning - 1]) ? MaxBeginning - 1 : MaxBeginning)] + "..." : text ?? "";

    /// <summary>The start of a hash, enough to tell it from others.</summary>
    public static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;
}
