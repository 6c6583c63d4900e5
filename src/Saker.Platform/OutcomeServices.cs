using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Saker.Platform.Datasets;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Serving;

namespace Saker.Platform;

/// <summary>What becomes of predictions, and how endpoints fare by it.</summary>
internal static class OutcomeServices
{
    public static void AddOutcomes(this IServiceCollection services)
    {
        services.TryAddSingleton(new OutcomeOptions());
        services.TryAddSingleton<IOutcomeStore, SqlOutcomeStore>();
        services.TryAddSingleton<INamedOutcomeStore, SqlNamedOutcomeStore>();
        services.TryAddSingleton<OutcomeJoiner>();
        services.TryAddSingleton<NamedOutcomeJoiner>();
        services.TryAddSingleton<NamedOutcomeIntake>();
        services.TryAddSingleton(provider => new OutcomeIntake(
            provider.GetRequiredService<IOutcomeStore>(), provider.GetRequiredService<OutcomeJoiner>(), provider.GetRequiredService<NamedOutcomeIntake>(), provider.GetRequiredService<DatasetFolders>(), provider.GetRequiredService<OutcomeOptions>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OutcomeIntake>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, OutcomeJoining>());
    }

    public static void AddPerformance(this IServiceCollection services)
    {
        services.TryAddSingleton<IPerformanceStore, SqlPerformanceStore>();
        services.TryAddSingleton<ScoredVersions>();
        services.TryAddSingleton<PairReader>();
        services.TryAddSingleton<HeldOutTables>();
        services.TryAddSingleton<WindowEstimator>();
        services.TryAddSingleton<ErrorStream>();
        services.TryAddSingleton(provider => new PerformanceReader(
            provider.GetRequiredService<IMonitorStore>(), provider.GetRequiredService<IEndpointStore>(), provider.GetRequiredService<IOutcomeStore>(), provider.GetRequiredService<IPerformanceStore>(),
            provider.GetRequiredService<ScoredVersions>(), provider.GetRequiredService<PairReader>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, PerformanceJudging>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, PerformanceSignals>());
    }
}
