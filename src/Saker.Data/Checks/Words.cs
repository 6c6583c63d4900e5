using System.Globalization;

namespace Saker.Data.Checks;

/// <summary>Values as they stand in messages.</summary>
internal static class Words
{
    private const int MaxShown = 60;

    /// <summary>The value in quotes, cut when it is long.</summary>
    public static string Quote(string? value) => value switch
    {
        null => "a missing value",
        { Length: > MaxShown } => $"'{value.AsSpan(0, MaxShown - 3)}...'",
        _ => $"'{value}'",
    };

    /// <summary>The first few of many, in quotes.</summary>
    public static string List(IReadOnlyList<string> values)
    {
        const int shown = 10;
        var some = string.Join(", ", values.Take(shown).Select(Quote));
        return values.Count > shown ? FormattableString.Invariant($"{some} and {values.Count - shown} more") : some;
    }

    /// <summary>Names, as in a sentence.</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>A number to six digits after the point.</summary>
    public static string Number(double value) => Math.Abs(value) is >= 1e-4 and < 1e15 or 0
        ? value.ToString("0.######", CultureInfo.InvariantCulture)
        : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A share in percent.</summary>
    public static string Share(double share) => (share * 100).ToString("0.####", CultureInfo.InvariantCulture) + "%";

    /// <summary>A moment, UTC.</summary>
    public static string Moment(DateTime moment) => moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : FormattableString.Invariant($"{count} {noun}s");
}
