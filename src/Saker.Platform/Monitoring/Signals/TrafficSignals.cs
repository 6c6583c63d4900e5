using Saker.Data;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Signals;

/// <summary>
/// How requests fare: over the last two minutes of the windows, which all replicas write; where an endpoint has none, over the last minute of
/// this process.
/// </summary>
internal sealed class TrafficSignals(ModelHost host, IEnumerable<IWindowStore> windows) : ISignalSource
{
    private static readonly TimeSpan s_span = TimeSpan.FromMinutes(2);

    // How far back it is looked at every reading; further where this process did not look for longer.
    private static readonly TimeSpan s_look = s_span * 2;

    private readonly IWindowStore? _windows = windows.FirstOrDefault();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LastRequest> _last = new(StringComparer.Ordinal);

    public string Name => "traffic";

    public IReadOnlyList<SignalDefinition> Definitions { get; } =
    [
        new("requests.rate", "per_second", "Requests per second, over the last minutes."),
        new("errors.rate", "share", "Requests that failed, of all that were not refused, over the last minutes."),
        new("errors.count", "count", "Requests that failed, over the last minutes."),
        new("refused.rate", "share", "Requests that were refused before the model ran, of all, over the last minutes."),
        new("fallback.share", "share", "Answers that another than the version asked gave, of all, over the last minutes."),
        new("latency.p50", "seconds", "The latency that half of the requests did not exceed, over the last minutes."),
        new("latency.p95", "seconds", "The latency that 95% of the requests did not exceed, over the last minutes."),
        new("latency.p99", "seconds", "The latency that 99% of the requests did not exceed, over the last minutes."),
        new("silence", "seconds", "How long ago the last request came, also before a restart; to the hour (day) where minutes (hours) of that time are not kept any more; not given where none ever did."),
        new("endpoint.failed", "flag", "1 while nothing answers because the version could not be loaded, else 0; of the replica that evaluates."),
        new("endpoint.degraded", "flag", "1 while another version than the wanted one answers, or something is wrong, else 0; of the replica that evaluates."),
    ];

    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var signals = new List<Signal>();
        foreach (var status in host.List())
        {
            AddState(signals, status, now);
            var name = status.Endpoint.Name;
            var found = _windows is null ? [] : await ListAsync(_windows, name, now, cancellationToken);
            AddTraffic(signals, status, [.. found.Where(window => window.To > now - s_span)], now);
            AddSilence(signals, name, found, now);
        }
        lock (_lock)
            foreach (var gone in _last.Keys.Where(name => host.Find(name) is null).ToList())
                _last.Remove(gone);
        return signals;
    }

    private async Task<IReadOnlyList<WindowSummary>> ListAsync(IWindowStore store, string endpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        LastRequest? known;
        lock (_lock)
            known = _last.GetValueOrDefault(endpoint);
        // After a start, and where another replica evaluated meanwhile, others know more.
        if (known is null || now - known.LookedAt > s_look)
            Note(endpoint, await LastRequestSearch.FindAsync(store, endpoint, now, cancellationToken));
        lock (_lock)
            _last[endpoint] = new LastRequest(_last.GetValueOrDefault(endpoint)?.At, now);
        return await store.ListAsync(endpoint, null, now - s_look, now, WindowGrain.Minute, cancellationToken);
    }

    private static void AddState(List<Signal> signals, EndpointStatus status, DateTimeOffset now)
    {
        foreach (var (name, state) in new[] { ("endpoint.failed", EndpointState.Failed), ("endpoint.degraded", EndpointState.Degraded) })
        {
            var holds = status.State == state;
            signals.Add(new Signal
            {
                Name = name,
                Endpoint = status.Endpoint.Name,
                Version = status.Endpoint.Version,
                Value = holds ? 1 : 0,
                Verdict = holds,
                At = now,
                Context = holds ? new SignalContext { Summary = status.Reason } : SignalContext.None,
            });
        }
    }

    private void AddTraffic(List<Signal> signals, EndpointStatus status, IReadOnlyList<WindowSummary> recent, DateTimeOffset now)
    {
        if (recent.Count == 0)
        {
            AddLocal(signals, status.Endpoint, now);
            return;
        }
        foreach (var version in recent.GroupBy(window => window.Version))
        {
            var facts = version.Select(window => window.Facts).Aggregate((left, right) => left + right);
            var span = now - version.Min(window => window.From);
            Signal Of(string name, double value, long count) => new() { Name = name, Endpoint = status.Endpoint.Name, Version = version.Key, Value = value, Count = count, At = now };
            AddRates(signals, Of, new TrafficCounts(facts.RequestCount, facts.ErrorCount, facts.RefusedCount, facts.FallbackCount, span));
            AddLatencies(signals, Of, facts.Total.Count, facts.Total.Quantile(0.5), facts.Total.Quantile(0.95), facts.Total.Quantile(0.99));
        }
    }

    private void AddLocal(List<Signal> signals, Endpoint endpoint, DateTimeOffset now)
    {
        TrafficSnapshot traffic;
        try
        {
            traffic = host.GetTraffic(endpoint.Name);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.NotFound)
        {
            // It was removed meanwhile.
            return;
        }
        Note(endpoint.Name, traffic.Series.LastOrDefault(point => point.RequestCount > 0)?.At);
        var (requests, errors) = (traffic.Series.Sum(point => point.RequestCount), traffic.Series.Sum(point => point.ErrorCount));
        Signal Of(string name, double value, long count) => new() { Name = name, Endpoint = endpoint.Name, Value = value, Count = count, At = now };
        AddRates(signals, Of, new TrafficCounts(requests, errors, null, null, TimeSpan.FromSeconds(traffic.Series.Count)));
        AddLatencies(signals, Of, requests, traffic.P50Milliseconds, traffic.P95Milliseconds, traffic.P99Milliseconds);
    }

    private static void AddRates(List<Signal> signals, Func<string, double, long, Signal> of, TrafficCounts counts)
    {
        signals.Add(of("requests.rate", counts.Requests / Math.Max(1, counts.Span.TotalSeconds), counts.Requests));
        signals.Add(of("errors.count", counts.Failed, counts.Requests));
        var tried = counts.Requests - (counts.Refused ?? 0);
        if (tried > 0)
            signals.Add(of("errors.rate", (double)counts.Failed / tried, tried));
        if (counts is { Refused: { } refused, Requests: > 0 })
            signals.Add(of("refused.rate", (double)refused / counts.Requests, counts.Requests));
        if (counts.Fallbacks is { } fallbacks && tried > counts.Failed)
            signals.Add(of("fallback.share", (double)fallbacks / (tried - counts.Failed), tried - counts.Failed));
    }

    private static void AddLatencies(List<Signal> signals, Func<string, double, long, Signal> of, long count, params ReadOnlySpan<double?> milliseconds)
    {
        string[] names = ["latency.p50", "latency.p95", "latency.p99"];
        for (var i = 0; i < names.Length; i++)
            if (milliseconds[i] is { } value)
                signals.Add(of(names[i], value / 1_000, count));
    }

    private void AddSilence(List<Signal> signals, string endpoint, IReadOnlyList<WindowSummary> found, DateTimeOffset now)
    {
        // The end of a minute that goes on lies ahead.
        if (found.Count > 0 && found.Max(window => window.To) is var last)
            Note(endpoint, last < now ? last : now);
        DateTimeOffset? known;
        lock (_lock)
            known = _last.GetValueOrDefault(endpoint)?.At;
        if (known is { } at)
            signals.Add(new Signal { Name = "silence", Endpoint = endpoint, Value = Math.Max(0, (now - at).TotalSeconds), At = now });
    }

    private void Note(string endpoint, DateTimeOffset? at)
    {
        if (at is not { } last)
            return;
        lock (_lock)
        {
            var known = _last.GetValueOrDefault(endpoint) ?? new LastRequest(null, DateTimeOffset.MinValue);
            if (known.At is not { } before || before < last)
                _last[endpoint] = known with { At = last };
        }
    }
}
