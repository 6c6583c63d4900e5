using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Alerts;

namespace Saker.Dashboard.Alerts;

/// <summary>Pages of what needs attention.</summary>
internal static class AlertRoutes
{
    private const int MaxFiring = 500;
    private const int MaxPast = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alerts", AlertsAsync).ExcludeFromDescription();
        routes.MapGet("/alerts/{id}", AlertAsync).ExcludeFromDescription();
        routes.MapGet("/live/alerts", Live).ExcludeFromDescription();
    }

    /// <summary>What fires, nobody looks at it before what somebody does, the most severe first.</summary>
    public static Task<IReadOnlyList<Alert>> FiringAsync(AlertDesk desk, CancellationToken cancellationToken) => desk.ListActiveAsync(MaxFiring, cancellationToken);

    /// <summary>The line of the first page.</summary>
    public static LiveEvent LiveAttention(IServiceProvider services, AlertDesk desk) => new(
        "attention",
        async token => await Rendering.RenderAsync<AttentionLine>(services, Pages.Parameters((nameof(AttentionLine.Firing), Unacknowledged(await FiringAsync(desk, token))))));

    /// <summary>What nobody looks at yet.</summary>
    public static IReadOnlyList<Alert> Unacknowledged(IReadOnlyList<Alert> firing) => [.. firing.Where(alert => alert.State == AlertState.Firing)];

    private static async Task<IResult> AlertsAsync(string? before, AlertDesk desk, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        var past = await desk.ListAsync(new AlertFilter { IsOpen = false }, before, MaxPast, cancellationToken);
        return Pages.Show<AlertsPage>(
            (nameof(AlertsPage.Firing), await FiringAsync(desk, cancellationToken)),
            (nameof(AlertsPage.Past), past.Items),
            (nameof(AlertsPage.Silences), await settings.ListSilencesAsync(cancellationToken)),
            (nameof(AlertsPage.Receivers), await settings.ListReceiversAsync(cancellationToken)),
            (nameof(AlertsPage.Older), past.NextPageToken));
    }

    private static async Task<IResult> AlertAsync(string id, AlertDesk desk, CancellationToken cancellationToken) => Pages.Show<AlertPage>(
        (nameof(AlertPage.Alert), await desk.FindAsync(id, cancellationToken) ?? throw Pages.Missing("alert", id, "/alerts")),
        (nameof(AlertPage.Events), await desk.ListEventsAsync(id, cancellationToken)));

    private static Task Live(HttpContext context, LiveStreams streams, AlertDesk desk) => streams.RunAsync(
        context,
        [
            new LiveEvent("firing", async token => await Rendering.RenderAsync<AlertTable>(
                context.RequestServices,
                Pages.Parameters(
                    (nameof(AlertTable.Alerts), await FiringAsync(desk, token)), (nameof(AlertTable.Name), "Alerts that fire"), (nameof(AlertTable.Nothing), "Nothing needs attention."), (nameof(AlertTable.HasActs), true)))),
        ]);
}
