using Saker.Learning.Sequential;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>How outcomes and business metrics of an endpoint varied, as they were reported.</summary>
internal sealed class PlannedOutcomes(IOutcomeStore outcomes, INamedOutcomeStore named, ScoredVersions versions, PairReader pairs, KnownMonitors monitors)
{
    private const int MaxPairs = 2_000;
    private const int MinKnown = 30;

    /// <summary>By the name of the metric, or <see cref="OutcomeFolding.Outcome"/>, which is always looked for; without what too little is known of.</summary>
    public async Task<IReadOnlyDictionary<string, PlannedYield>> ReadAsync(Endpoint endpoint, IEnumerable<string> metrics, PlannedTraffic traffic, CancellationToken cancellationToken)
    {
        var yields = new Dictionary<string, PlannedYield>(StringComparer.Ordinal);
        if (await ErrorsAsync(endpoint, traffic, cancellationToken) is { } errors)
            yields[OutcomeFolding.Outcome] = errors;
        foreach (var metric in metrics)
            if (await MetricAsync(endpoint.Name, metric, traffic, cancellationToken) is { } yield)
                yields[metric] = yield;
        return yields;
    }

    private async Task<PlannedYield?> ErrorsAsync(Endpoint endpoint, PlannedTraffic traffic, CancellationToken cancellationToken)
    {
        var served = (await outcomes.ListVersionsAsync(endpoint.Name, traffic.From, cancellationToken)).FirstOrDefault(own => own.Model == endpoint.Model && own.Version == endpoint.Version);
        if (served is null)
            return null;
        var settings = (await monitors.FindAsync(endpoint.Name, cancellationToken))?.Performance ?? new PerformanceSettings();
        var scored = await versions.GetAsync(endpoint.Model, endpoint.Version, settings, cancellationToken);
        if (scored.Columns is null)
            return null;
        var (known, _) = await pairs.ReadAsync(endpoint.Name, endpoint.Model, endpoint.Version, traffic.From, traffic.To, MaxPairs, cancellationToken);
        var moments = default(Moments);
        foreach (var error in known.Select(pair => PairTable.ErrorOf(scored, pair)).OfType<double>())
            moments = moments.With(error);
        var lag = known.Count == 0 ? TimeSpan.Zero : known.Select(pair => pair.At - pair.Prediction!.At).Order().ElementAt(known.Count / 2);
        return Of(moments, served.PairCount, traffic, lag);
    }

    private async Task<PlannedYield?> MetricAsync(string endpoint, string metric, PlannedTraffic traffic, CancellationToken cancellationToken)
    {
        var moments = default(Moments);
        foreach (var sum in await named.SumAsync(endpoint, metric, traffic.From, traffic.To, cancellationToken))
            moments = moments.Add(new Moments(sum.Count, sum.Mean, sum.Variance * Math.Max(0, sum.Count - 1)));
        var some = await named.ListJoinedAsync(endpoint, metric, (traffic.From.ToUnixTimeMilliseconds() * 1_000) - 1, MaxPairs, cancellationToken);
        var lag = some.Count == 0 ? TimeSpan.Zero : some.Select(one => one.At - one.Request!.At).Order().ElementAt(some.Count / 2);
        return Of(moments, moments.Count, traffic, lag);
    }

    private static PlannedYield? Of(Moments moments, long count, PlannedTraffic traffic, TimeSpan lag) => moments.Count < MinKnown || !(moments.Variance > 0)
        ? null
        : new PlannedYield(moments.Mean, Math.Sqrt(moments.Variance), Math.Clamp(count / (double)Math.Max(1, traffic.RequestCount), 1e-6, 1), lag > TimeSpan.Zero ? lag : TimeSpan.Zero);
}
