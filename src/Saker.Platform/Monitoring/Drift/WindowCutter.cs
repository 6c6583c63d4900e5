namespace Saker.Platform.Monitoring.Drift;

/// <summary>
/// Cuts traffic into windows that do not overlap, each of which is evaluated once. A window ends where the clock strikes a multiple of its
/// length (one of an hour at full hours of UTC), if it has enough rows by then; else it goes on to the next stroke, and over it. With
/// <see cref="DriftSettings.MaxRows"/> it also ends with the minute in which it has so many. Where only hours are left of traffic that nobody was there to
/// look at, or that was too little for a window, an hour is taken whole; one that began before the last window ended is left out, so that no row is in two.
/// </summary>
internal static class WindowCutter
{
    /// <param name="traffic">Minutes, hours or days with rows, the oldest first.</param>
    /// <param name="from">Where the last window ended.</param>
    /// <param name="until">Up to where traffic is complete.</param>
    /// <param name="settings">How long windows are.</param>
    /// <returns>The windows that are closed, in order.</returns>
    public static IReadOnlyList<TrafficRange> Cut(IReadOnlyList<TrafficRange> traffic, DateTimeOffset from, DateTimeOffset until, DriftSettings settings)
    {
        var windows = new List<TrafficRange>();
        var open = default(TrafficRange?);
        foreach (var stretch in traffic)
        {
            if (stretch.From < from || stretch.To > until || stretch.RowCount == 0)
                continue;
            if (open is { } before && before.RowCount >= settings.MinRows && Stroke(before.To, settings.Window) is var stroke && stroke <= stretch.From)
            {
                windows.Add(before with { To = stroke });
                open = null;
            }
            var begun = open ?? Begin(stretch.From, windows.Count > 0 ? windows[^1].To : from, settings.Window);
            open = begun with { To = stretch.To, RowCount = begun.RowCount + stretch.RowCount };
            if (open.Value.RowCount >= settings.MaxRows)
            {
                windows.Add(open.Value);
                open = null;
            }
        }
        if (open is { } last && last.RowCount >= settings.MinRows && Stroke(last.To, settings.Window) is var end && end <= until)
            windows.Add(last with { To = end });
        return windows;
    }

    /// <summary>At the last stroke, or where the window before ended after it.</summary>
    private static TrafficRange Begin(DateTimeOffset first, DateTimeOffset earliest, TimeSpan window)
    {
        var stroke = Stroke(first.AddTicks(1), window) - window;
        return new TrafficRange(stroke > earliest ? stroke : earliest, first, 0);
    }

    /// <summary>The first stroke at or after a time.</summary>
    private static DateTimeOffset Stroke(DateTimeOffset at, TimeSpan window) =>
        new((at.UtcTicks + window.Ticks - 1) / window.Ticks * window.Ticks, TimeSpan.Zero);
}
