namespace Saker.Data.Engine;

/// <summary>The engine counts days and microseconds from 1970-01-01.</summary>
internal static class EngineTimes
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <exception cref="ArgumentOutOfRangeException">The day is outside the years 1 to 9999.</exception>
    public static DateOnly ToDate(int days) => DateOnly.FromDayNumber(days > int.MaxValue - EpochDay ? int.MaxValue : days + EpochDay);

    public static int FromDate(DateOnly date) => date.DayNumber - EpochDay;

    /// <exception cref="ArgumentOutOfRangeException">The instant is outside the years 1 to 9999.</exception>
    public static DateTime ToTimestamp(long microseconds)
    {
        const long most = long.MaxValue / TimeSpan.TicksPerMicrosecond;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microseconds, most);
        ArgumentOutOfRangeException.ThrowIfLessThan(microseconds, -most);
        return DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    public static long FromTimestamp(DateTime time) => (time.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);
}
