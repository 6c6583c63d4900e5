using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Experiments;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Dashboard.Registry;
using Saker.Dashboard.Serving;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Search;

namespace Saker.Dashboard.Overview;

/// <summary>The first page.</summary>
internal static class OverviewRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", PageAsync).ExcludeFromDescription();
        routes.MapGet("/live/overview", Live).ExcludeFromDescription();
    }

    private static async Task<IResult> PageAsync(OverviewReader reader, RunBoards boards, IRegistrySearch registry, EndpointViews endpoints, HttpRequest request, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(cancellationToken);
        return Pages.Show<OverviewPage>(
            (nameof(OverviewPage.View), view),
            (nameof(OverviewPage.Trained), await TrainedAsync(view, boards, cancellationToken)),
            (nameof(OverviewPage.Models), await RegistryRoutes.NewestAsync(registry, cancellationToken)),
            (nameof(OverviewPage.Endpoints), Busiest(endpoints)),
            (nameof(OverviewPage.Server), Pages.Server(request)));
    }

    /// <summary>Whether there is nothing to show yet.</summary>
    public static bool IsEmpty(OverviewView view, SearchPage<ModelSummary> models, IReadOnlyList<EndpointView> endpoints) => view.Recent.Count == 0 && models.Items.Count == 0 && endpoints.Count == 0;

    private static async Task<PipelineRun?> TrainedAsync(OverviewView view, RunBoards boards, CancellationToken cancellationToken) =>
        view.Trained is { } trained ? await boards.FindAsync(trained.Run.Id.Value, cancellationToken) : null;

    private static IReadOnlyList<EndpointView> Busiest(EndpointViews endpoints) =>
        [.. endpoints.List().OrderByDescending(endpoint => endpoint.Traffic.RequestsPerSecondOverMinute).ThenByDescending(endpoint => endpoint.Traffic.RequestCount).ThenBy(endpoint => endpoint.Name, StringComparer.Ordinal)];

    private static Task Live(HttpContext context, LiveStreams streams, OverviewReader reader, RunBoards boards, IRegistrySearch registry, EndpointViews endpoints)
    {
        OverviewView? view = null;
        return streams.RunAsync(
            context,
            [
                // The first reads, the others show what it read.
                new LiveEvent("attention", async token => await Rendering.RenderAsync<AttentionPanel>(context, (nameof(AttentionPanel.Items), (view = await reader.ReadAsync(token)).Attention))),
                new LiveEvent("first", async token => IsEmpty(view!, await RegistryRoutes.NewestAsync(registry, token), Busiest(endpoints))
                    ? await Rendering.RenderAsync<FirstSteps>(context, (nameof(FirstSteps.Server), Pages.Server(context.Request)))
                    : "")
                {
                    // Who has begun is not told how to again.
                    Version = () => view!.Recent.Count > 0 || endpoints.List().Count > 0 ? "begun" : $"{view.Now:O}",
                },
                new LiveEvent("running", _ => Rendering.RenderAsync<ActivityPanel>(context, (nameof(ActivityPanel.Items), view!.Running))),
                new LiveEvent("recent", _ => Rendering.RenderAsync<RecentRuns>(context, (nameof(RecentRuns.Runs), view!.Recent), (nameof(RecentRuns.Now), view.Now))) { Version = () => Version(view!) },
                new LiveEvent("trained", async token => await Rendering.RenderAsync<NewestTraining>(context, (nameof(NewestTraining.Pipeline), await TrainedAsync(view!, boards, token)))) { Version = () => TrainedVersion(view!) },
                ServingRoutes.LiveTraffic(endpoints.List),
                new LiveEvent("endpoints", _ => Rendering.RenderAsync<EndpointList>(context, (nameof(EndpointList.Endpoints), Busiest(endpoints))))
                {
                    // Traffic has an event of its own that moves nothing on the page.
                    Version = () => string.Join('\n', endpoints.List().Select(endpoint => endpoint.Status)),
                },
                RegistryRoutes.LiveModels(context.RequestServices, registry),
            ]);
    }

    // Runs under way show how long they take, and their folds as they come.
    private static string Version(OverviewView view) =>
        string.Join('\n', view.Recent.Select(one => $"{one.Run.Id} {one.Run.Name} {one.Run.Status} {one.Run.EndedAt:O} {one.Run.Metrics.Count}{Tick(one, view)}"));

    private static string TrainedVersion(OverviewView view) => view.Trained is { } trained ? $"{trained.Run.Id} {trained.Run.Status} {trained.Run.Metrics.Count}{Tick(trained, view)}" : "";

    private static string Tick(RecentRun one, OverviewView view) => one.Run.Status == RunStatus.Running ? $" {view.Now:O}" : "";
}
