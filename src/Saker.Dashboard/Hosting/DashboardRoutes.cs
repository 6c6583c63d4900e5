using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Assets;
using Saker.Dashboard.Datasets;
using Saker.Dashboard.Experiments;
using Saker.Dashboard.Overview;
using Saker.Dashboard.Registry;
using Saker.Dashboard.Serving;

namespace Saker.Dashboard.Hosting;

/// <summary>The dashboard's addresses.</summary>
public static class DashboardRoutes
{
    public static IEndpointRouteBuilder MapSakerDashboard(this IEndpointRouteBuilder routes)
    {
        AssetRoutes.Map(routes);
        OverviewRoutes.Map(routes);
        ExperimentRoutes.Map(routes);
        RegistryRoutes.Map(routes);
        ServingRoutes.Map(routes);
        DatasetRoutes.Map(routes);
        return routes;
    }
}
