using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Telemetry;

/// <summary>What the server tells of itself.</summary>
internal static class TelemetryServices
{
    public static void Add(IServiceCollection services, TelemetryOptions options)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton<HttpTraffic>();
        services.AddSingleton<IMetricSource>(provider => provider.GetRequiredService<HttpTraffic>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, TrafficMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, VersionMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, EndpointMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, SplitMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, ServerMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, ProcessMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, SignalMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, JobMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, LiveMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, CaptureMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, PredictionLogMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricSource, AlertMetrics>());
        services.TryAddSingleton<MetricRegistry>();
        services.AddHostedService<RequestLogging>();
    }
}
