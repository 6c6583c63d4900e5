using Saker.Data;

namespace Saker.Platform.Jobs;

/// <summary>
/// Times of a calendar as crontab writes them (POSIX, with the usual names, steps and <c>@daily</c>): minute, hour, day of the month,
/// month, day of the week. Where both days are restricted, either will do. In a time zone: a time that clocks skip comes when they go on,
/// and one that they show twice comes once, the first time. Immutable.
/// </summary>
public sealed class CronSchedule
{
    // Two leap years can be eight years apart, around 2100.
    private const int MaxDays = 8 * 366;

    private static readonly CronField s_minute = new("minute", 0, 59);
    private static readonly CronField s_hour = new("hour", 0, 23);
    private static readonly CronField s_day = new("day of the month", 1, 31);
    private static readonly CronField s_month = new("month", 1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    // 7 is Sunday too.
    private static readonly CronField s_weekday = new("day of the week", 0, 7, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
    };

    private readonly TimeZoneInfo _zone;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _isEitherDay;

    private CronSchedule(string[] fields, TimeZoneInfo zone, List<string> problems)
    {
        _zone = zone;
        _minutes = s_minute.Read(fields[0], problems);
        _hours = s_hour.Read(fields[1], problems);
        _days = s_day.Read(fields[2], problems);
        _months = s_month.Read(fields[3], problems);
        var weekdays = s_weekday.Read(fields[4], problems);
        _weekdays = (weekdays | (weekdays >> 7)) & 0x7F;
        _isEitherDay = !fields[2].StartsWith('*') && !fields[4].StartsWith('*');
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Five fields, or a name such as <c>@daily</c>.</param>
    /// <param name="zone">Whose clocks it goes by.</param>
    /// <exception cref="SakerException">It is none, or there is no such time; all that is wrong is told.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        var fields = (s_names.TryGetValue(text.Trim(), out var meant) ? meant : text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            throw new SakerException(ErrorKind.InvalidInput, $"'{text}' has {fields.Length} fields; a schedule has five: minute, hour, day of the month, month, day of the week, such as '0 3 * * mon'. Names are {string.Join(", ", s_names.Keys)}.");
        var problems = new List<string>();
        var schedule = new CronSchedule(fields, zone, problems);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, string.Join(" ", problems));
        // From a fixed day: whether there is such a time at all is no matter of when it is asked.
        if (schedule.Next(DateTimeOffset.UnixEpoch) is null)
            throw new SakerException(ErrorKind.InvalidInput, $"'{text}' never comes: no such month has such a day.");
        return schedule;
    }

    /// <summary>The first time after a moment; null when there is none within eight years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        // What a clock there shows; the search goes over that, and what it finds is turned back into a moment.
        var local = TimeZoneInfo.ConvertTime(after, _zone).DateTime;
        var minute = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified).AddMinutes(1);
        // A clock that went back shows earlier times again, after later ones: those were had.
        for (var (day, first) = (minute.Date, true); (day - minute.Date).TotalDays <= MaxDays; (day, first) = (day.AddDays(1), false))
        {
            if (!IsDay(day))
                continue;
            for (var time = first ? minute : day; time.Date == day; time = time.AddMinutes(1))
            {
                if ((_hours >> time.Hour & 1) == 0)
                    time = time.Date.AddHours(time.Hour).AddMinutes(59);
                else if ((_minutes >> time.Minute & 1) != 0 && Moment(time) is var moment && moment > after)
                    return moment;
            }
        }
        return null;
    }

    /// <summary>The last time after a moment and not after another; null when there is none between them.</summary>
    public DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until)
    {
        // A step that doubles finds a stretch that has one, however seldom they come, and is short where they come often.
        for (var span = TimeSpan.FromHours(1); ; span *= 2)
        {
            var from = until - after > span ? until - span : after;
            DateTimeOffset? last = null;
            for (var next = Next(from); next is { } time && time <= until; next = Next(time))
                last = time;
            if (last is not null || from == after)
                return last;
        }
    }

    private bool IsDay(DateTime day)
    {
        if ((_months >> day.Month & 1) == 0)
            return false;
        var (isDay, isWeekday) = ((_days >> day.Day & 1) != 0, (_weekdays >> (int)day.DayOfWeek & 1) != 0);
        return _isEitherDay ? isDay || isWeekday : isDay && isWeekday;
    }

    private DateTimeOffset Moment(DateTime local)
    {
        while (_zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        // The larger offset is that of the earlier of the two.
        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
