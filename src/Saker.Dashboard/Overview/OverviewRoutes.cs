using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Alerts;
using Saker.Dashboard.Experiments;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Dashboard.Registry;
using Saker.Dashboard.Rollouts;
using Saker.Dashboard.Serving;
using Saker.Platform.Alerts;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;

namespace Saker.Dashboard.Overview;

/// <summary>The first page.</summary>
internal static class OverviewRoutes
{
    // The newest few; each experiment's name leads to the rest.
    private const int MaxRuns = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", PageAsync).ExcludeFromDescription();
        routes.MapGet("/live/overview", Live).ExcludeFromDescription();
    }

    private static async Task<IResult> PageAsync(RunBoards boards, IRegistrySearch registry, EndpointViews endpoints, AlertDesk alerts, RolloutReader rollouts, TimeProvider time, CancellationToken cancellationToken) =>
        Pages.Show<OverviewPage>(
            (nameof(OverviewPage.Firing), AlertRoutes.Unacknowledged(await AlertRoutes.FiringAsync(alerts, cancellationToken))),
            (nameof(OverviewPage.Rollouts), await rollouts.ListOpenAsync(cancellationToken)),
            (nameof(OverviewPage.Boards), await boards.ListAsync(null, MaxRuns, cancellationToken)),
            (nameof(OverviewPage.Models), await RegistryRoutes.NewestAsync(registry, cancellationToken)),
            (nameof(OverviewPage.Endpoints), endpoints.List()),
            (nameof(OverviewPage.Now), time.GetUtcNow()));

    private static Task Live(HttpContext context, LiveStreams streams, RunBoards boards, IRegistrySearch registry, EndpointViews endpoints, AlertDesk alerts, RolloutReader rollouts) =>
        streams.RunAsync(
            context,
            [
                AlertRoutes.LiveAttention(context.RequestServices, alerts),
                RolloutRoutes.LiveOpen(context.RequestServices, rollouts),
                ExperimentRoutes.LiveBoards(context.RequestServices, boards, null, MaxRuns),
                ServingRoutes.LiveTraffic(endpoints.List),
                ServingRoutes.LiveEndpoints(context.RequestServices, endpoints.List),
                RegistryRoutes.LiveModels(context.RequestServices, registry),
            ]);
}
