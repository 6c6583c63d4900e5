using System.Globalization;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Fallback;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>How endpoints fare: whether they answer, by what version, with which steps and caches.</summary>
internal sealed class EndpointMetrics(ModelHost host) : IMetricSource
{
    private static readonly MetricFamily s_serving = new("saker_endpoint_serving", MetricKind.Gauge, "1 while requests to the endpoint are answered, by whatever version.", "endpoint");
    private static readonly MetricFamily s_state = new("saker_endpoint_state", MetricKind.Gauge, "1 for the state that the endpoint's wanted version is in.", "endpoint", "state");
    private static readonly MetricFamily s_version = new("saker_endpoint_version", MetricKind.Info, "The version that answers.", "endpoint", "model", "version");
    private static readonly MetricFamily s_breaker = new("saker_endpoint_breaker_open", MetricKind.Gauge, "1 while a step of the fallback chain is left out because it kept failing.", "endpoint", "step");
    private static readonly MetricFamily s_cacheRequests = new("saker_endpoint_cache_requests", MetricKind.Counter, "Requests that the endpoint's cache was asked for, by whether it had the answer.", "endpoint", "result");
    private static readonly MetricFamily s_cacheEvictions = new("saker_endpoint_cache_evictions", MetricKind.Counter, "Answers that the cache let go to make room or because they were too old.", "endpoint");
    private static readonly MetricFamily s_cacheEntries = new("saker_endpoint_cache_entries", MetricKind.Gauge, "Answers that the cache holds.", "endpoint");
    private static readonly MetricFamily s_cacheBytes = new("saker_endpoint_cache_bytes", MetricKind.Gauge, "Bytes that the cache holds.", "endpoint");

    public IReadOnlyList<MetricFamily> Families { get; } = [s_serving, s_state, s_version, s_breaker, s_cacheRequests, s_cacheEvictions, s_cacheEntries, s_cacheBytes];

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        foreach (var status in host.List())
            Add(status, into);
        return ValueTask.CompletedTask;
    }

    private static void Add(EndpointStatus status, MetricSet into)
    {
        var name = status.Endpoint.Name;
        into.Add(s_serving, status.IsServing ? 1 : 0, name);
        into.Add(s_state, 1, name, status.State.ToString().ToLowerInvariant());
        if (status is { ServingModel: { } model, ServingVersion: { } version })
            into.Add(s_version, 1, name, model, version.ToString(CultureInfo.InvariantCulture));
        foreach (var step in status.Steps)
            into.Add(s_breaker, step.State == BreakerState.Closed ? 0 : 1, name, step.Step);
        if (status.Cache is not { } cache)
            return;
        into.Add(s_cacheRequests, cache.HitCount, name, "hit");
        into.Add(s_cacheRequests, cache.MissCount, name, "miss");
        into.Add(s_cacheEvictions, cache.EvictionCount, name);
        into.Add(s_cacheEntries, cache.EntryCount, name);
        into.Add(s_cacheBytes, cache.Bytes, name);
    }
}
