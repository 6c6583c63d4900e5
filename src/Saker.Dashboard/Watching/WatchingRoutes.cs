using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Dashboard.Watching;

/// <summary>Pages of how the traffic of endpoints fares.</summary>
internal static class WatchingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/watching", AllAsync).ExcludeFromDescription();
        routes.MapGet("/watching/{endpoint}", OneAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> AllAsync(IMonitorStore monitors, IDriftStore drift, CancellationToken cancellationToken)
    {
        var latest = (await drift.ListLatestAsync(cancellationToken)).GroupBy(report => report.Endpoint).ToDictionary(reports => reports.Key, reports => reports.First(), StringComparer.Ordinal);
        var watched = new List<WatchedEndpoint>();
        foreach (var monitor in await monitors.ListAsync(cancellationToken))
            watched.Add(new WatchedEndpoint(monitor, latest.GetValueOrDefault(monitor.Endpoint), await drift.ListProgressAsync(monitor.Endpoint, cancellationToken)));
        return Pages.Show<WatchingPage>((nameof(WatchingPage.Endpoints), watched));
    }

    private static async Task<IResult> OneAsync(string endpoint, string? report, IMonitorStore monitors, IDriftStore drift, PerformanceReader performance, CancellationToken cancellationToken)
    {
        var monitor = await monitors.FindAsync(endpoint, cancellationToken) ?? throw Pages.Missing("endpoint", endpoint, "/watching");
        var windows = await drift.ReadAsync(new DriftQuery { Endpoint = endpoint, Kind = DriftReportKind.Window, Max = WatchView.MaxWindows }, cancellationToken);
        var shown = report is null ? windows.FirstOrDefault() : await drift.FindAsync(endpoint, report, cancellationToken) ?? throw Pages.Missing("report", report, Links.Watching(endpoint));
        return Pages.Show<WatchedEndpointPage>(
            (nameof(WatchedEndpointPage.View), new WatchView(monitor, shown, windows, await drift.ListProgressAsync(endpoint, cancellationToken))),
            (nameof(WatchedEndpointPage.Performance), await performance.GetAsync(new PerformanceQuery(endpoint, Since: null, Segments: []), cancellationToken)));
    }
}
