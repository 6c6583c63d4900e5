using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Dashboard.Rollouts;
using Saker.Dashboard.Serving.Detail;
using Saker.Dashboard.Serving.History;
using Saker.Platform.Alerts;
using Saker.Platform.Retraining;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Dashboard.Serving;

/// <summary>The page of one endpoint.</summary>
internal static class EndpointRoutes
{
    /// <summary>How many attempts to train a model again its page shows.</summary>
    private const int MaxAttempts = 10;

    private const int MaxAlerts = 500;

    // Stored windows are written that often.
    private static readonly TimeSpan s_windowsEvery = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/endpoints/{name}", EndpointAsync).ExcludeFromDescription();
        routes.MapGet("/live/endpoints/{name}", LiveOne).ExcludeFromDescription();
        routes.MapGet("/endpoints/{name}/settings", Settings).ExcludeFromDescription();
    }

    private static async Task<IResult> EndpointAsync(
        string name, string? range, EndpointDetails details, EndpointHistories histories, AlertDesk alerts, Retrainer retrainer, RolloutReader rollouts, IRolloutStore policies, ServingOptions serving, CancellationToken cancellationToken)
    {
        var detail = details.Find(name) ?? throw Pages.Missing("endpoint", name, "/endpoints");
        return Pages.Show<EndpointPage>(
            (nameof(EndpointPage.Detail), detail),
            (nameof(EndpointPage.Alerts), await AlertsOfAsync(alerts, name, cancellationToken)),
            (nameof(EndpointPage.History), await histories.ReadAsync(detail.View, Range(range), cancellationToken)),
            (nameof(EndpointPage.Rollouts), await rollouts.ListAsync(new RolloutQuery { Endpoint = name, Max = RolloutRoutes.MaxOfEndpoint }, cancellationToken)),
            (nameof(EndpointPage.RolloutPolicy), await policies.FindPolicyAsync(name, cancellationToken)),
            (nameof(EndpointPage.Retraining), await retrainer.FindAsync(name, MaxAttempts, cancellationToken)),
            (nameof(EndpointPage.Usage), details.MeasureMemory()),
            (nameof(EndpointPage.Options), serving));
    }

    private static IResult Settings(string name, EndpointViews endpoints) =>
        Pages.Show<EndpointSettingsPage>((nameof(EndpointSettingsPage.Endpoint), endpoints.Find(name) ?? throw Pages.Missing("endpoint", name, "/endpoints")));

    private static Task LiveOne(
        string name, string? range, HttpContext context, LiveStreams streams, EndpointDetails details, EndpointHistories histories, EndpointViews endpoints, AlertDesk alerts, RolloutReader rollouts, IRolloutStore policies, ServingOptions serving, TimeProvider time)
    {
        var services = context.RequestServices;
        var shown = Range(range);
        EndpointHistory? history = null;
        return streams.RunAsync(context, [
            ServingRoutes.LiveTraffic(() => endpoints.Find(name) is { } endpoint ? [endpoint] : []),
            Part<StateBadge>("state", detail => [(nameof(StateBadge.Status), detail.View.Status)]) with { Version = () => endpoints.Find(name)?.Status is { } status ? $"{status.State} {status.Since:O}" : "" },
            new LiveEvent("standing", async token => details.Find(name) is { } detail
                ? await Rendering.RenderAsync<EndpointStanding>(services, Pages.Parameters((nameof(EndpointStanding.Detail), detail), (nameof(EndpointStanding.Alerts), await AlertsOfAsync(alerts, name, token))))
                : "")
            {
                VersionAsync = async token => $"{endpoints.Find(name)?.Status} {string.Join(' ', (await AlertsOfAsync(alerts, name, token)).Select(alert => alert.Id + alert.State))}",
            },
            new LiveEvent("history", async token => (history = await ReadAsync(token)) is { } read ? HistoryMessage.Write(read) : "{}") { Version = Slice },
            new LiveEvent("stages", async token => (history ??= await ReadAsync(token)) is { } read ? await Rendering.RenderAsync<StageTable>(services, Pages.Parameters((nameof(StageTable.History), read))) : "") { Version = Slice },
            Part<VersionsPanel>("versions", detail => [(nameof(VersionsPanel.Detail), detail)]),
            Part<AnswersPanel>("answers", detail => [(nameof(AnswersPanel.Detail), detail)]),
            Part<RunsPanel>("runs", detail => detail.Serving is { } one ? [(nameof(RunsPanel.Serving), one)] : null),
            Part<MemoryPanel>("memory", detail => [(nameof(MemoryPanel.Detail), detail), (nameof(MemoryPanel.Usage), details.MeasureMemory()), (nameof(MemoryPanel.Options), serving)]),
            RolloutRoutes.LiveOf(context, rollouts, policies, name)]);

        // What there is to see changes with every second of the last minute, and else when windows are written.
        string Slice() => (time.GetUtcNow().Ticks / (shown == HistoryRange.Minute ? TimeSpan.TicksPerSecond : s_windowsEvery.Ticks)).ToString(System.Globalization.CultureInfo.InvariantCulture);

        async Task<EndpointHistory?> ReadAsync(CancellationToken token) => endpoints.Find(name) is { } endpoint ? await histories.ReadAsync(endpoint, shown, token) : null;

        LiveEvent Part<TPart>(string part, Func<EndpointDetail, (string, object?)[]?> parameters)
            where TPart : Microsoft.AspNetCore.Components.IComponent =>
            new(part, async _ => details.Find(name) is { } detail && parameters(detail) is { } found ? await Rendering.RenderAsync<TPart>(context, found) : "");
    }

    private static async Task<IReadOnlyList<Alert>> AlertsOfAsync(AlertDesk alerts, string endpoint, CancellationToken cancellationToken) =>
        [.. (await alerts.ListActiveAsync(MaxAlerts, cancellationToken)).Where(alert => alert.Endpoint == endpoint).OrderByDescending(alert => alert.Severity)];

    private static HistoryRange Range(string? word) => Enum.TryParse<HistoryRange>(word, ignoreCase: true, out var range) && Enum.IsDefined(range) ? range : HistoryRange.Minute;
}
