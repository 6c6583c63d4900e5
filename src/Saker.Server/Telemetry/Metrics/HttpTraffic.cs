using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>Requests to the server by route, from any thread. Routes, methods and statuses are few, whatever clients send.</summary>
internal sealed class HttpTraffic : IMetricSource
{
    private static readonly MetricFamily s_duration = new("saker_http_request_duration_seconds", MetricKind.Histogram, "How long HTTP requests took, by route; 'unmatched' stands for all addresses that are none. gRPC calls have the code that HTTP gives them.", "method", "route", "code");
    private static readonly MetricFamily s_inFlight = new("saker_http_requests_in_flight", MetricKind.Gauge, "HTTP requests and open streams under way.");

    private readonly ConcurrentDictionary<(string Method, string Route, int Status), LatencyHistogram> _durations = new();
    private int _inFlight;

    public IReadOnlyList<MetricFamily> Families { get; } = [s_duration, s_inFlight];

    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>A request has ended.</summary>
    public void End(HttpContext context, TimeSpan duration)
    {
        Interlocked.Decrement(ref _inFlight);
        var key = (HttpRoutes.Method(context.Request.Method), HttpRoutes.Find(context) ?? HttpRoutes.Unmatched, context.Response.StatusCode);
        if (!_durations.TryGetValue(key, out var histogram))
            histogram = _durations.GetOrAdd(key, static _ => new LatencyHistogram());
        histogram.Add(duration.Ticks * TimeSpan.NanosecondsPerTick);
    }

    public ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken)
    {
        into.Add(s_inFlight, Volatile.Read(ref _inFlight));
        foreach (var (key, histogram) in _durations.OrderBy(pair => pair.Key.Route, StringComparer.Ordinal).ThenBy(pair => pair.Key.Method, StringComparer.Ordinal).ThenBy(pair => pair.Key.Status))
            into.Add(s_duration, histogram.ToSnapshot(), key.Method, key.Route, key.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return ValueTask.CompletedTask;
    }
}
