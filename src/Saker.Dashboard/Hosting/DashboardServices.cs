using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Experiments;
using Saker.Dashboard.Experiments.Comparing;
using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Experiments.Tables;
using Saker.Dashboard.Live;
using Saker.Dashboard.Serving;
using Saker.Dashboard.Watching;

namespace Saker.Dashboard.Hosting;

/// <summary>The dashboard's services.</summary>
public static class DashboardServices
{
    /// <param name="services">Has the platform.</param>
    /// <param name="maxLiveStreams">How many pages may watch live at the same time.</param>
    public static IServiceCollection AddSakerDashboard(this IServiceCollection services, int maxLiveStreams)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RunBoards>();
        services.TryAddSingleton<ExperimentTables>();
        services.TryAddSingleton<RunComparer>();
        services.TryAddSingleton<RunLooks>();
        services.TryAddSingleton<CurveReader>();
        services.TryAddSingleton<RunFiles>();
        services.TryAddSingleton<EndpointViews>();
        services.TryAddSingleton<WatchedEndpoints>();
        services.TryAddSingleton<WatchViews>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<LiveStreams>(provider, maxLiveStreams));
        return services;
    }
}
