using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>What says beforehand how a rollout will go.</summary>
internal static class PlanningServices
{
    public static IServiceCollection AddRolloutPlanning(this IServiceCollection services)
    {
        services.TryAddSingleton<PlannedOutcomes>();
        services.TryAddSingleton(provider => new RolloutPlanner(
            provider.GetRequiredService<IEndpointStore>(), provider.GetRequiredService<IWindowStore>(), provider.GetRequiredService<PlannedOutcomes>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new RolloutSimulator(
            provider.GetRequiredService<IEndpointStore>(), provider.GetRequiredService<IRegistryStore>(), provider.GetRequiredService<ModelLoader>(), provider.GetRequiredService<IPredictionLog>(),
            provider.GetRequiredService<IOutcomeStore>(), provider.GetRequiredService<ScoredVersions>(), provider.GetRequiredService<KnownMonitors>(), provider.GetRequiredService<Ids>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RolloutSimulator>>()));
        return services;
    }
}
