using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Datasets;
using Saker.Dashboard.Experiments;
using Saker.Dashboard.Experiments.Comparing;
using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Experiments.Tables;
using Saker.Dashboard.Live;
using Saker.Dashboard.Overview;
using Saker.Dashboard.Registry;
using Saker.Dashboard.Registry.Comparing;
using Saker.Dashboard.Serving;
using Saker.Dashboard.Serving.Detail;
using Saker.Dashboard.Serving.History;
using Saker.Dashboard.Serving.Listing;
using Saker.Dashboard.Settings;
using Saker.Dashboard.Studies;
using Saker.Dashboard.Watching;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Hosting;

/// <summary>The dashboard's services.</summary>
public static class DashboardServices
{
    /// <param name="services">Has the platform.</param>
    /// <param name="limits">How many pages may watch live at the same time.</param>
    public static IServiceCollection AddSakerDashboard(this IServiceCollection services, LiveLimits limits)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RunBoards>();
        services.TryAddSingleton<ExperimentTables>();
        services.TryAddSingleton<RunComparer>();
        services.TryAddSingleton<ModelViews>();
        services.TryAddSingleton<PrivacyMarks>();
        services.TryAddSingleton(provider => new DatasetViews(provider.GetRequiredService<IDatasetStore>(), provider.GetRequiredService<DatasetUses>(), provider.GetRequiredService<PrivacyMarks>()));
        services.TryAddSingleton<VersionViews>();
        services.TryAddSingleton<VersionComparer>();
        services.TryAddSingleton<RunLooks>();
        services.TryAddSingleton<CurveReader>();
        services.TryAddSingleton<RunFiles>();
        services.TryAddSingleton<StudyLooks>();
        services.TryAddSingleton<TablePaces>();
        services.TryAddSingleton<EndpointViews>();
        services.TryAddSingleton<OverviewReader>();
        services.TryAddSingleton<EndpointLines>();
        services.TryAddSingleton<EndpointDetails>();
        services.TryAddSingleton<EndpointHistories>();
        services.TryAddSingleton<WorkBoard>();
        services.TryAddSingleton<WatchedEndpoints>();
        services.TryAddSingleton<WatchViews>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<LiveStreams>(provider, limits));
        services.TryAddSingleton<ILiveUsage>(provider => provider.GetRequiredService<LiveStreams>());
        return services;
    }
}
