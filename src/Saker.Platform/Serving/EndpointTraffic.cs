using System.Collections.Concurrent;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Statistics;

namespace Saker.Platform.Serving;

/// <summary>
/// An endpoint's requests in this process: totals, and the last minute by the second. Recording takes no lock: a second that
/// begins gets an object of its own, put in place of the one a minute older.
/// </summary>
internal sealed class EndpointTraffic(TimeProvider time)
{
    private const int SeriesSeconds = 60;
    private const int RateSeconds = 10;
    private const int RingSize = 64;

    // Of an endpoint's versions so many are told apart; later ones count together.
    private const int MaxVersions = 256;

    private readonly ConcurrentDictionary<VersionKey, VersionTraffic> _versions = new();
    private readonly VersionTraffic _furtherVersions = new("", version: null);
    private VersionTraffic? _latest;

    private readonly TrafficSecond?[] _ring = new TrafficSecond?[RingSize];
    private long _requests;
    private long _rows;
    private long _errors;
    private long _refused;
    private long _cacheHits;
    private long _fallbacks;

    /// <summary>The requests that a version takes. Mostly it is the one that was asked for last.</summary>
    public VersionTraffic Of(string model, int version) =>
        Volatile.Read(ref _latest) is { } latest && latest.Version == version && latest.Model == model ? latest : Find(new VersionKey(model, version));

    /// <summary>What was asked of each version under the endpoint's name, the newest versions first.</summary>
    public IEnumerable<VersionTrafficSnapshot> ToSnapshots(string endpoint)
    {
        var versions = _versions.Values.OrderBy(traffic => traffic.Model, StringComparer.Ordinal).ThenByDescending(traffic => traffic.Version).ToList();
        if (versions.Count >= MaxVersions)
            versions.Add(_furtherVersions);
        return versions.Select(traffic => traffic.ToSnapshot(endpoint));
    }

    /// <param name="latency">From the request's begin.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="isFromCache">Whether the answer was kept from an equal request.</param>
    /// <param name="isFallback">Whether another than the version asked answered.</param>
    public void RecordSuccess(TimeSpan latency, int rows, bool isFromCache = false, bool isFallback = false)
    {
        Interlocked.Increment(ref _requests);
        if (isFromCache)
            Interlocked.Increment(ref _cacheHits);
        if (isFallback)
            Interlocked.Increment(ref _fallbacks);
        Interlocked.Add(ref _rows, rows);
        Current().Add(latency, rows, failed: false);
    }

    public void RecordFailure(TimeSpan latency)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _errors);
        Current().Add(latency, rows: 0, failed: true);
    }

    /// <summary>A request that was refused while it was read: it never reached the model.</summary>
    public void RecordRefusal(TimeSpan latency)
    {
        Interlocked.Increment(ref _refused);
        RecordFailure(latency);
    }

    public TrafficSnapshot ToSnapshot()
    {
        var now = Now();
        var latencies = new long[LatencyBuckets.Count];
        var series = new TrafficPoint[SeriesSeconds];
        for (var i = 0; i < SeriesSeconds; i++)
        {
            var second = now - SeriesSeconds + i;
            var found = Find(second);
            found?.AddLatenciesTo(latencies);
            series[i] = found?.ToPoint() ?? new TrafficPoint(DateTimeOffset.FromUnixTimeSeconds(second), 0, 0, 0, null);
        }
        // The running second is no full point yet, but its latencies are as good as any.
        Find(now)?.AddLatenciesTo(latencies);
        return new TrafficSnapshot
        {
            RequestCount = Volatile.Read(ref _requests),
            RowCount = Volatile.Read(ref _rows),
            ErrorCount = Volatile.Read(ref _errors),
            RefusedCount = Volatile.Read(ref _refused),
            CacheHitCount = Volatile.Read(ref _cacheHits),
            FallbackCount = Volatile.Read(ref _fallbacks),
            RequestsPerSecond = series[^RateSeconds..].Sum(point => point.RequestCount) / (double)RateSeconds,
            RequestsPerSecondOverMinute = series.Sum(point => point.RequestCount) / (double)SeriesSeconds,
            P50Milliseconds = LatencyBuckets.Quantile(latencies, 0.50),
            P95Milliseconds = LatencyBuckets.Quantile(latencies, 0.95),
            P99Milliseconds = LatencyBuckets.Quantile(latencies, 0.99),
            Series = series,
        };
    }

    private VersionTraffic Find(VersionKey key)
    {
        if (!_versions.TryGetValue(key, out var found))
            found = _versions.Count >= MaxVersions ? _furtherVersions : _versions.GetOrAdd(key, static one => new VersionTraffic(one.Model, one.Version));
        if (found.Version is not null)
            Volatile.Write(ref _latest, found);
        return found;
    }

    private TrafficSecond Current()
    {
        var now = Now();
        ref var place = ref _ring[now % RingSize];
        var found = Volatile.Read(ref place);
        while (found is null || found.Second < now)
        {
            var begun = new TrafficSecond(now);
            var seen = Interlocked.CompareExchange(ref place, begun, found);
            found = seen == found ? begun : seen;
        }
        return found;
    }

    private TrafficSecond? Find(long second) => Volatile.Read(ref _ring[second % RingSize]) is { } found && found.Second == second ? found : null;

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}
