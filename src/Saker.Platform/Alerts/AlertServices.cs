using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Saker.Platform.Alerts.Delivery;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts;

/// <summary>What alerts are made of.</summary>
internal static class AlertServices
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.TryAddSingleton(new AlertOptions());
        services.TryAddSingleton<ReceiverSecrets>();
        services.TryAddSingleton(provider => new AlertSettingsStore(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<SignalReader>(), provider.GetRequiredService<ReceiverSecrets>(), provider.GetRequiredService<AlertOptions>(),
            provider.GetRequiredService<HomeOptions>(), provider.GetRequiredService<Ids>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AlertOutbox>();
        services.TryAddSingleton<ReceiverHttp>();
        services.TryAddSingleton<ReceiverFactory>();
        services.TryAddSingleton(provider => new AlertDesk(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<AlertOutbox>(), provider.GetRequiredService<ReceiverFactory>(), provider.GetRequiredService<ReceiverSecrets>(),
            provider.GetRequiredService<AlertOptions>(), provider.GetRequiredService<HomeOptions>(), provider.GetRequiredService<Ids>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AlertCircumstances>();
        services.TryAddSingleton<AlertEvaluation>();
        services.TryAddSingleton<AlertDelivery>();
        services.TryAddSingleton<StoreWatch>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreWatch>(provider => provider.GetRequiredService<StoreWatch>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, OutboxSignals>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, AlertEvaluationJob>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, AlertDeliveryJob>());
        return services;
    }
}
