using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Monitoring.Signals;

/// <summary>Looks for the last request of an endpoint, however long ago it was, as finely as windows of that time are kept.</summary>
internal static class LastRequestSearch
{
    // As far back as days are kept by default.
    private static readonly TimeSpan s_depth = TimeSpan.FromDays(400);

    /// <summary>The end of the last minute (hour, day) with a request, but not after <paramref name="now"/>; null when there is none. Few and small queries, for the first look at an endpoint.</summary>
    public static async Task<DateTimeOffset?> FindAsync(IWindowStore windows, string endpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? last = null;
        var (from, to) = (now - s_depth, now);
        foreach (var grain in (IReadOnlyList<WindowGrain>)[WindowGrain.Day, WindowGrain.Hour, WindowGrain.Minute])
        {
            var found = await windows.ListAsync(endpoint, null, from, to, grain, cancellationToken);
            // Finer windows of that time are not kept any more.
            if (found.Count == 0)
                break;
            var window = found.MaxBy(window => window.From)!;
            (from, to) = (window.From, window.To);
            last = to < now ? to : now;
        }
        return last;
    }
}
