using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Alerts;
using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Assets;
using Saker.Dashboard.Audit;
using Saker.Dashboard.Datasets;
using Saker.Dashboard.Experiments;
using Saker.Dashboard.Experiments.Comparing;
using Saker.Dashboard.Experiments.Tables;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Lineage;
using Saker.Dashboard.Log;
using Saker.Dashboard.Overview;
using Saker.Dashboard.Performance;
using Saker.Dashboard.Registry;
using Saker.Dashboard.Retraining;
using Saker.Dashboard.Rollouts;
using Saker.Dashboard.Serving;
using Saker.Dashboard.Settings;
using Saker.Dashboard.Studies;
using Saker.Dashboard.Watching;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Hosting;

/// <summary>The dashboard's addresses.</summary>
public static class DashboardRoutes
{
    public static IEndpointRouteBuilder MapSakerDashboard(this IEndpointRouteBuilder routes)
    {
        AssetRoutes.Map(routes);
        ThemeRoutes.Map(routes);
        var pages = routes.MapGroup("").WithMetadata(new NeedsRole(Role.Viewer));
        OverviewRoutes.Map(pages);
        ExperimentRoutes.Map(pages);
        TableRoutes.Map(pages);
        CompareRoutes.Map(pages);
        CompletionRoutes.Map(pages);
        ArtifactRoutes.Map(pages);
        StudyRoutes.Map(pages);
        RegistryRoutes.Map(pages);
        ServingRoutes.Map(pages);
        RolloutRoutes.Map(pages);
        WatchingRoutes.Map(pages);
        LogRoutes.Map(pages);
        AlertRoutes.Map(pages);
        DatasetRoutes.Map(pages);
        LineageRoutes.Map(pages);
        PerformanceRoutes.Map(pages);
        SettingsRoutes.Map(pages);
        RetrainingRoutes.Map(pages);
        AuditRoutes.Map(pages);
        return routes;
    }
}
