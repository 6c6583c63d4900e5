using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>The traffic of endpoints as finely as it is kept: by the minute, and by the hour or the day where minutes are gone.</summary>
internal static class WindowTraffic
{
    /// <summary>Stretches of one version with rows that can be compared, the oldest first.</summary>
    public static async Task<IReadOnlyList<TrafficRange>> ListStretchesAsync(this IWindowStore windows, WatchedVersion version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        [.. (await windows.ListTrafficAsync(version.Endpoint, version.Version, from, to, cancellationToken))
            .Where(window => window.Model == version.Model && window.Facts.ProfiledRowCount > 0)
            .Select(window => new TrafficRange(window.From, window.To, window.Facts.ProfiledRowCount))];

    /// <summary>Windows of all versions, asked for by the day: a long range has more than are listed at once.</summary>
    public static async Task<IReadOnlyList<WindowSummary>> ListTrafficAsync(this IWindowStore windows, string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var found = new List<WindowSummary>();
        for (var day = from; day < to; day = day.AddDays(1))
            found.AddRange(await windows.ListFinestAsync(endpoint, version, day, day.AddDays(1) < to ? day.AddDays(1) : to, cancellationToken));
        return found;
    }
}
