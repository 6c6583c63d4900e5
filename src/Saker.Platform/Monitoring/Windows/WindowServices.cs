using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>What sums requests up.</summary>
internal static class WindowServices
{
    public static IServiceCollection AddWindows(this IServiceCollection services)
    {
        services.TryAddSingleton(new WindowOptions());
        services.TryAddSingleton<IWindowStore, SqlWindowStore>();
        services.TryAddSingleton<WindowRecorder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICaptureSink, WindowRecorder>(provider => provider.GetRequiredService<WindowRecorder>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, WindowUpkeepJob>());
        return services;
    }
}
