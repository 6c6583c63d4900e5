using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Alerts;

/// <summary>A time that comes back every week, such as the hours of maintenance.</summary>
public sealed record WeeklyWindow
{
    private static readonly string[] s_names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>The days on which it begins.</summary>
    public required IReadOnlyList<DayOfWeek> Days { get; init; }

    /// <summary>When it begins, in the time of the zone.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>When it ends; on the next day when that is not after <see cref="From"/>.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>The zone's IANA name.</summary>
    public string Zone { get; init; } = "UTC";

    public bool Contains(DateTimeOffset at)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var found) ? found : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (From < To)
            return Days.Contains(local.DayOfWeek) && time >= From && time < To;
        var yesterday = (DayOfWeek)(((int)local.DayOfWeek + 6) % 7);
        return (Days.Contains(local.DayOfWeek) && time >= From) || (Days.Contains(yesterday) && time < To);
    }

    internal static WeeklyWindow Read(Settings settings)
    {
        var days = settings.Texts("days");
        foreach (var day in days.Where(day => !s_names.Contains(day)))
            settings.Report("days", $"'{day}' is no day; use {string.Join(", ", s_names)}.");
        var zone = settings.OptionalText("zone") ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            settings.Report("zone", $"'{zone}' is no time zone that this machine knows; write one such as UTC or Europe/Berlin.");
        var window = new WeeklyWindow
        {
            Days = days.Count == 0 ? Enum.GetValues<DayOfWeek>() : [.. days.Where(s_names.Contains).Select(day => (DayOfWeek)Array.IndexOf(s_names, day))],
            From = Time(settings, "from"),
            To = Time(settings, "to"),
            Zone = zone,
        };
        settings.RejectUnknown();
        return window;
    }

    internal IReadOnlyDictionary<string, object?> ToValues() => new Dictionary<string, object?>
    {
        ["days"] = Days.Select(object? (day) => s_names[(int)day]).ToList(),
        ["from"] = From.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["to"] = To.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["zone"] = Zone,
    };

    private static TimeOnly Time(Settings settings, string key)
    {
        var text = settings.Text(key);
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        if (text.Length > 0)
            settings.Report(key, $"'{text}' is no time of the day; write it as 22:00, in quotes.");
        return default;
    }
}
