using Saker.Data;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>Tells how endpoints fare: live scores of the joined pairs, beside the evaluation, with the windows that were judged.</summary>
public sealed class PerformanceReader
{
    private static readonly TimeSpan s_usualTime = TimeSpan.FromDays(30);

    private readonly IMonitorStore _monitors;
    private readonly IEndpointStore _endpoints;
    private readonly IOutcomeStore _outcomes;
    private readonly IPerformanceStore _store;
    private readonly ScoredVersions _versions;
    private readonly PairReader _pairs;
    private readonly TimeProvider _time;

    internal PerformanceReader(IMonitorStore monitors, IEndpointStore endpoints, IOutcomeStore outcomes, IPerformanceStore store, ScoredVersions versions, PairReader pairs, TimeProvider time) =>
        (_monitors, _endpoints, _outcomes, _store, _versions, _pairs, _time) = (monitors, endpoints, outcomes, store, versions, pairs, time);

    /// <exception cref="SakerException">There is no such endpoint (not found).</exception>
    public async Task<EndpointPerformance> GetAsync(PerformanceQuery query, CancellationToken cancellationToken)
    {
        var settings = (await _monitors.GetAsync(query.Endpoint, cancellationToken)).Settings.Performance;
        var now = _time.GetUtcNow();
        var since = query.Since?.ToUniversalTime() ?? now - s_usualTime;
        var served = (await _outcomes.ListVersionsAsync(query.Endpoint, since, cancellationToken)).Select(version => (version.Model, version.Version)).ToHashSet();
        if (await _endpoints.FindAsync(query.Endpoint, cancellationToken) is { } endpoint)
            served.Add((endpoint.Model, endpoint.Version));
        var windows = (await _store.ListAsync(query.Endpoint, since, cancellationToken)).Where(window => query.Until is not { } until || window.StartedAt < until).ToLookup(window => (window.Model, window.Version));
        var versions = new List<VersionPerformance>();
        foreach (var (model, version) in served.OrderByDescending(own => own.Version).ThenBy(own => own.Model, StringComparer.Ordinal))
        {
            var scored = await _versions.GetAsync(model, version, settings, cancellationToken);
            var detectors = await _store.FindDetectorsAsync(query.Endpoint, model, version, cancellationToken);
            versions.Add(await ReadAsync(scored, query, settings, since, now, cancellationToken) with { Windows = [.. windows[(model, version)]], Detectors = detectors?.Detectors ?? [] });
        }
        return new EndpointPerformance { Endpoint = query.Endpoint, Since = since, Window = settings.Window, Versions = versions, Outcomes = await _outcomes.CountAsync(query.Endpoint, cancellationToken) };
    }

    private async Task<VersionPerformance> ReadAsync(ScoredVersion version, PerformanceQuery query, PerformanceSettings settings, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = new List<Problem>();
        var (pairs, count) = await _pairs.ReadAsync(query.Endpoint, version.Model, version.Version, since, query.Until ?? now + TimeSpan.FromDays(1), PairReader.MaxScored, cancellationToken);
        if (version.Reason is { } reason)
            findings.Add(new Problem("performance", reason));
        if (count > pairs.Count)
            findings.Add(new Problem("outcome", FormattableString.Invariant($"scores are of {pairs.Count} of {count} outcomes: as many as stand for equal shares of the traffic, or can be scored at once.")));
        var live = version.Columns is null ? null : PairScoring.Judge(version, pairs, PairScoring.SegmentsOf(version, settings, query.Segments), findings, cancellationToken);
        var score = settings.Score ?? version.UsualScore;
        if (live is not null && version.Evaluation is not null && DecayTest.Judge(score, live, version.Evaluation, settings, settings.Alpha) is null)
            findings.Add(new Problem("performance.score", $"decay cannot be judged by '{score}': the evaluation or the outcomes so far have no such score with an interval. Set another one, or evaluate the version with it."));
        return new VersionPerformance
        {
            Model = version.Model,
            Version = version.Version,
            PairCount = count,
            Live = live,
            Evaluation = version.Evaluation,
            Score = score,
            Windows = [],
            Findings = [.. findings, .. live?.Findings ?? []],
        };
    }
}
