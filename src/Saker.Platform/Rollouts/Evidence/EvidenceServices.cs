using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Serving;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What gathers the evidence that rollouts are decided by.</summary>
internal static class EvidenceServices
{
    public static IServiceCollection AddRolloutEvidence(this IServiceCollection services)
    {
        services.TryAddSingleton(new EvidenceOptions());
        services.TryAddSingleton<IEvidenceStore, SqlEvidenceStore>();
        services.TryAddSingleton<ShadowExamples>();
        services.TryAddSingleton<EvidenceCollector>();
        services.TryAddSingleton<EvidenceRecorder>();
        services.TryAddSingleton<OutcomeFolding>();
        // They need the registry, whose aliases move by rollouts, which need evidence.
        services.TryAddSingleton(provider => new Lazy<OutcomeFolding>(provider.GetRequiredService<OutcomeFolding>));
        services.TryAddSingleton(provider => new Lazy<IEndpointStore>(provider.GetRequiredService<IEndpointStore>));
        services.TryAddSingleton(provider => new Lazy<IOutcomeStore>(provider.GetRequiredService<IOutcomeStore>));
        services.TryAddSingleton<IRolloutEvidence, RolloutEvidence>();
        return services;
    }
}
