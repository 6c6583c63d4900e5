using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Alerts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Alerts;

/// <summary>Pages of what needs attention.</summary>
internal static class AlertRoutes
{
    private const int MaxPast = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alerts", NowAsync).ExcludeFromDescription();
        routes.MapGet("/alerts/history", HistoryAsync).ExcludeFromDescription();
        routes.MapGet("/alerts/rules", RulesAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/alerts/silences", SilencesAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/alerts/deliveries", DeliveriesAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/alerts/{id}", AlertAsync).ExcludeFromDescription();
        routes.MapGet("/live/alerts/rules", LiveRules).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/live/alerts/silences", LiveSilences).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/live/alerts/deliveries", LiveDeliveries).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/live/alerts", Live).ExcludeFromDescription();
        routes.MapGet("/live/alerts/{id}", LiveOne).ExcludeFromDescription();
    }

    /// <summary>What fires, nobody looks at it before what somebody does, the most severe first.</summary>
    private static Task<IReadOnlyList<Alert>> FiringAsync(AlertDesk desk, CancellationToken cancellationToken) => desk.ListActiveAsync(FiringAlerts.MaxLooked, cancellationToken);

    private static async Task<IResult> NowAsync(string? endpoint, AlertDesk desk, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        var receivers = await settings.ListReceiversAsync(cancellationToken);
        var (firing, isCut) = await FiringAsync(desk, endpoint, cancellationToken);
        return Pages.Show<AlertsPage>(
            (nameof(AlertsPage.Firing), firing),
            (nameof(AlertsPage.IsCut), isCut),
            (nameof(AlertsPage.Endpoint), Text(endpoint)),
            (nameof(AlertsPage.ReceiverCount), receivers.Count),
            (nameof(AlertsPage.DeadCount), receivers.Sum(receiver => receiver.Health.DeadCount)));
    }

    private static async Task<IResult> HistoryAsync(string? endpoint, string? rule, string? severity, string? before, AlertDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        var filter = AlertFilters.Read(state: null, isOpen: null, Text(severity), Text(endpoint), Text(rule));
        var page = await desk.ListAsync(filter, Text(before), MaxPast, cancellationToken);
        return Pages.Show<AlertHistoryPage>(
            (nameof(AlertHistoryPage.Alerts), page.Items),
            (nameof(AlertHistoryPage.Filter), filter),
            (nameof(AlertHistoryPage.Now), time.GetUtcNow()),
            (nameof(AlertHistoryPage.Before), Text(before)),
            (nameof(AlertHistoryPage.Older), page.NextPageToken));
    }

    private static async Task<IResult> RulesAsync(AlertDesk desk, AlertSettingsStore settings, CancellationToken cancellationToken) => Pages.Show<AlertRulesPage>(
        (nameof(AlertRulesPage.Rules), await settings.ListRulesAsync(cancellationToken)), (nameof(AlertRulesPage.Firing), await FiringAsync(desk, cancellationToken)));

    private static async Task<IResult> SilencesAsync(string? matchers, AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken) => Pages.Show<AlertSilencesPage>(
        (nameof(AlertSilencesPage.Silences), await settings.ListSilencesAsync(cancellationToken)), (nameof(AlertSilencesPage.Now), time.GetUtcNow()), (nameof(AlertSilencesPage.Matchers), Text(matchers)));

    private static async Task<IResult> DeliveriesAsync(AlertDesk desk, AlertSettingsStore settings, CancellationToken cancellationToken) => Pages.Show<AlertDeliveriesPage>(
        (nameof(AlertDeliveriesPage.Receivers), await settings.ListReceiversAsync(cancellationToken)),
        (nameof(AlertDeliveriesPage.Letters), await desk.ListDeadLettersAsync(null, AlertDeliveriesPage.MaxLetters + 1, cancellationToken)));

    private static Task LiveRules(HttpContext context, LiveStreams streams, AlertDesk desk, AlertSettingsStore settings, IAuditStore audit) => streams.FollowAsync(
        context, token => RulesAsync(desk, settings, token), async token => $"{await desk.GetLastEventAsync(token)} {await audit.FindNewestAsync(token)}", "rules");

    private static Task LiveSilences(HttpContext context, LiveStreams streams, AlertSettingsStore settings, TimeProvider time) => streams.FollowAsync(
        context,
        token => SilencesAsync(null, settings, time, token),
        async token => string.Join('\n', (await settings.ListSilencesAsync(token)).Select(silence => $"{silence.Id} {silence.IsActive(time.GetUtcNow())} {silence.EndsAt:O}")),
        "silences");

    private static Task LiveDeliveries(HttpContext context, LiveStreams streams, AlertDesk desk, AlertSettingsStore settings) => streams.FollowAsync(
        context, token => DeliveriesAsync(desk, settings, token), settings.StampReceiversAsync, "deliveries");

    /// <summary>Another text whenever a receiver is written, or fares otherwise than before.</summary>
    public static async Task<string> StampReceiversAsync(this AlertSettingsStore settings, CancellationToken cancellationToken) =>
        string.Join('\n', (await settings.ListReceiversAsync(cancellationToken)).Select(receiver => $"{receiver.Name} {receiver.ChangedAt:O} {receiver.Health}"));

    private static async Task<IResult> AlertAsync(string id, AlertDesk desk, CancellationToken cancellationToken) => Pages.Show<AlertPage>(
        (nameof(AlertPage.Alert), await desk.FindAsync(id, cancellationToken) ?? throw Pages.Missing("alert", id, "/alerts")),
        (nameof(AlertPage.Events), await desk.ListEventsAsync(id, cancellationToken)));

    private static Task Live(string? endpoint, HttpContext context, LiveStreams streams, AlertDesk desk) => streams.RunAsync(
        context,
        [
            new LiveEvent("firing", async token =>
            {
                var (firing, isCut) = await FiringAsync(desk, endpoint, token);
                return await Rendering.RenderAsync<FiringAlerts>(context, (nameof(FiringAlerts.Firing), firing), (nameof(FiringAlerts.IsCut), isCut));
            })
            {
                VersionAsync = desk.GetLastEventAsync,
            },
        ]);

    private static Task LiveOne(string id, HttpContext context, LiveStreams streams, AlertDesk desk) => streams.RunAsync(
        context,
        [
            new LiveEvent("alert", async token => await desk.FindAsync(id, token) is { } alert
                ? await Rendering.RenderAsync<AlertStanding>(context, (nameof(AlertStanding.Alert), alert), (nameof(AlertStanding.Events), await desk.ListEventsAsync(id, token)))
                : "")
            {
                VersionAsync = desk.GetLastEventAsync,
            },
        ]);

    private static async Task<(IReadOnlyList<Alert> Firing, bool IsCut)> FiringAsync(AlertDesk desk, string? endpoint, CancellationToken cancellationToken)
    {
        var firing = await FiringAsync(desk, cancellationToken);
        return (Text(endpoint) is { } name ? [.. firing.Where(alert => alert.Endpoint == name)] : firing, firing.Count == FiringAlerts.MaxLooked);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
