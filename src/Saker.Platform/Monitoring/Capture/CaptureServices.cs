using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>What captures requests.</summary>
internal static class CaptureServices
{
    public static IServiceCollection AddCapture(this IServiceCollection services)
    {
        services.TryAddSingleton(new CaptureOptions());
        services.TryAddSingleton<CallCapture>();
        // A policy is optional: without one, all of every endpoint is captured.
        services.TryAddSingleton(provider => new CaptureRunner(
            provider.GetRequiredService<CallCapture>(), provider.GetServices<ICaptureSink>(), provider.GetRequiredService<CaptureOptions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CaptureRunner>>(), provider.GetService<ICapturePolicy>()));
        services.TryAddSingleton<CaptureLosses>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, CaptureSignals>());
        return services;
    }
}
