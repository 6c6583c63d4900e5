namespace Saker.Data.Profiles;

/// <summary>When days and instants fall, in UTC.</summary>
public sealed class TimeProfile
{
    private const int Days = 7;
    private const int Hours = 24;

    private readonly long[] _weekdays = new long[Days];
    private readonly long[] _hours = new long[Hours];

    internal TimeProfile()
    {
    }

    /// <summary>How many fall on each weekday, Monday first.</summary>
    public ReadOnlySpan<long> Weekdays => _weekdays;

    /// <summary>How many fall into each hour of the day, from 0 to 23; a day without a time counts as its first hour.</summary>
    public ReadOnlySpan<long> HoursOfDay => _hours;

    /// <summary>Null when the counts cannot be those of so many instants.</summary>
    internal static TimeProfile? From(ReadOnlySpan<long> weekdays, ReadOnlySpan<long> hours, long count)
    {
        if (weekdays.Length != Days || hours.Length != Hours || Sum(weekdays) != count || Sum(hours) != count)
            return null;
        var times = new TimeProfile();
        weekdays.CopyTo(times._weekdays);
        hours.CopyTo(times._hours);
        return times;
    }

    /// <param name="seconds">Since 1970-01-01 00:00, a Thursday.</param>
    /// <param name="count">How often it occurs.</param>
    internal void Add(double seconds, long count)
    {
        var hour = (long)Math.Floor(seconds / 3600);
        _hours[Modulo(hour, Hours)] += count;
        _weekdays[Modulo((long)Math.Floor((double)hour / Hours) + 3, Days)] += count;
    }

    internal void Merge(TimeProfile other)
    {
        for (var i = 0; i < Days; i++)
            _weekdays[i] += other._weekdays[i];
        for (var i = 0; i < Hours; i++)
            _hours[i] += other._hours[i];
    }

    internal TimeProfile Clone()
    {
        var clone = new TimeProfile();
        clone.Merge(this);
        return clone;
    }

    private static int Modulo(long value, int divisor) => (int)(((value % divisor) + divisor) % divisor);

    /// <summary>-1 when a count is negative or there are too many.</summary>
    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
        {
            if (count < 0 || count > long.MaxValue - sum)
                return -1;
            sum += count;
        }
        return sum;
    }
}
