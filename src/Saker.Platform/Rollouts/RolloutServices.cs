using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Rollouts.Planning;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>What rollouts are made of.</summary>
internal static class RolloutServices
{
    public static IServiceCollection AddRollouts(this IServiceCollection services)
    {
        services.TryAddSingleton(new RolloutOptions());
        services.AddRolloutEvidence();
        services.AddRolloutPlanning();
        services.TryAddSingleton<ICandidateWatch, HostedCandidates>();
        services.TryAddSingleton<RolloutChanges>();
        // What tells of candidates is made of what deploys.
        services.TryAddSingleton(provider => new Lazy<ICandidateWatch>(provider.GetRequiredService<ICandidateWatch>));
        services.TryAddSingleton<RolloutOpener>();
        services.TryAddSingleton<IArrivals, RolloutArrivals>();
        services.TryAddSingleton<IDeployments, RolloutFollowers>();
        services.TryAddSingleton<RolloutActs>();
        services.TryAddSingleton<IRolloutStore, SqlRolloutStore>();
        services.TryAddSingleton<RolloutReplicas>();
        services.TryAddSingleton<RolloutLoop>();
        services.TryAddSingleton(provider => new RolloutReader(provider.GetRequiredService<IRolloutStore>(), provider.GetRequiredService<IRolloutEvidence>(), provider.GetRequiredService<ShadowExamples>(), provider.GetRequiredService<RolloutReplicas>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, RolloutSignals>());
        services.TryAddSingleton(provider => new RolloutDesk(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IRolloutStore>(), provider.GetRequiredService<RolloutActs>(), provider.GetRequiredService<IRolloutEvidence>(),
            provider.GetRequiredService<ICandidateWatch>(), provider.GetRequiredService<ProcessOwner>(), provider.GetRequiredService<HomeOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RolloutDesk>>()));
        return services;
    }
}
