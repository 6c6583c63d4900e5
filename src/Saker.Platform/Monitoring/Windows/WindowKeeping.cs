namespace Saker.Platform.Monitoring.Windows;

/// <summary>From when on windows of each grain are kept, at one moment.</summary>
internal sealed class WindowKeeping(WindowOptions options, DateTimeOffset now)
{
    /// <summary>Windows that begin earlier are removed, once they are merged. Always where a coarser window begins, so that of each of those all parts are kept or none.</summary>
    public DateTimeOffset Begin(WindowGrain grain) => grain switch
    {
        WindowGrain.Minute => WindowGrain.Hour.Ceiling(now - options.MinutesKept),
        WindowGrain.Hour => WindowGrain.Day.Ceiling(now - options.HoursKept),
        _ => WindowGrain.Day.Floor(now - options.DaysKept),
    };

    /// <summary>Whether all windows of the grain are there from a time on.</summary>
    public bool IsComplete(WindowGrain grain, DateTimeOffset from) => from >= Begin(grain);
}
