using System.Globalization;

namespace Saker.Data.Checks;

/// <summary>Moments in suites: <c>2024-01-31</c>, <c>2024-01-31 10:00</c>, <c>2024-01-31T10:00:00+02:00</c>; UTC unless an offset says otherwise.</summary>
internal static class MomentText
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFK", "yyyy-MM-ddTHH:mmK"];

    /// <summary>A moment in UTC; one of no stated kind is UTC already, so that a suite means the same on every machine.</summary>
    public static DateTime Utc(DateTime moment) => moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment;

    public static DateTime? Read(Settings settings, string key)
    {
        if (settings.OptionalText(key) is not { } text)
            return null;
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            return moment;
        settings.Report(key, $"'{text}' is no date; write one such as 2024-01-31 or 2024-01-31 10:00:00.");
        return null;
    }
}
