using Saker.Data;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>
/// Says how many requests and how long a rollout needs to see an effect, from the endpoint's own traffic: its rate, its rates of failure, its latencies, and how what becomes known late varies. The
/// statistics are those of the live guards, so what is planned is what is done; numbers are within about a fifth of what simulation gives.
/// </summary>
public sealed class RolloutPlanner
{
    private readonly IEndpointStore _endpoints;
    private readonly IWindowStore _windows;
    private readonly PlannedOutcomes _outcomes;
    private readonly TimeProvider _time;

    internal RolloutPlanner(IEndpointStore endpoints, IWindowStore windows, PlannedOutcomes outcomes, TimeProvider time) => (_endpoints, _windows, _outcomes, _time) = (endpoints, windows, outcomes, time);

    /// <exception cref="SakerException">There is no such endpoint, or something is not possible; all of it is named.</exception>
    public async Task<RolloutPlan> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        request.Validate();
        var settings = request.Settings ?? new RolloutSettings { Strategy = RolloutKind.Canary };
        settings.Validate();
        var strategy = settings.Strategy ?? RolloutKind.Canary;
        if (strategy is RolloutKind.Immediate or RolloutKind.BlueGreen)
            throw new SakerException(ErrorKind.InvalidInput, $"With '{RolloutWords.Of(strategy)}' nothing is compared, so that there is nothing to plan; plan a canary, a shadow, an A/B test or a bandit.", "strategy");
        var endpoint = await _endpoints.FindAsync(request.Endpoint, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{request.Endpoint}'.", "endpoint");
        var now = _time.GetUtcNow();
        var windows = await _windows.ListFinestAsync(endpoint.Name, version: null, now - request.Look, now, cancellationToken);
        var facts = windows.Count == 0 ? null : windows.Select(window => window.Facts).Aggregate((left, right) => left + right);
        var traffic = TrafficOf(request, windows, facts, now);
        var fallback = endpoint.Settings.Fallback;
        var yields = await _outcomes.ReadAsync(endpoint, MetricsOf(settings), traffic, cancellationToken);
        var guards = settings.Guards.Resolve(
            new GuardFacts
            {
                IsShadow = strategy == RolloutKind.Shadow,
                CandidateCount = request.CandidateCount,
                HasFallback = fallback.Previous is not null || fallback.Rules is not null || fallback.Constant is not null,
                HasOutcomes = yields.ContainsKey(OutcomeFolding.Outcome),
            },
            settings.Risk);
        var schedule = new PlanSchedule(settings, strategy, request.CandidateCount, traffic.RequestsPerSecond);
        var latencies = facts is null ? [] : PlannedLatencies.Of(facts.Total);
        var planning = new GuardPlanning(request, traffic, schedule, latencies, yields);
        return new RolloutPlan
        {
            Endpoint = endpoint.Name,
            Strategy = strategy,
            Traffic = traffic,
            Steps = schedule.Steps,
            Duration = schedule.HasEnd ? schedule.TimeOf(schedule.Steps.Sum(step => step.Requests / step.Share)) : null,
            Guards = [.. guards.Select(planning.Plan), .. planning.PlanReward(settings, strategy)],
            Notes = [.. NotesOf(schedule, settings)],
        };
    }

    private static IEnumerable<string> MetricsOf(RolloutSettings settings) =>
        settings.Guards.Named.Select(guard => guard.Metric).Append(settings.Metric).OfType<string>().Where(metric => metric != OutcomeFolding.Outcome).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> NotesOf(PlanSchedule schedule, RolloutSettings settings)
    {
        if (!schedule.EndsWithControl)
            yield return "The last step gives the candidate all requests: no control is left to compare it with, so that guards say nothing new. To have all of it compared, end at less, such as 50 or 95: the candidate serves alone afterwards all the same.";
        if (!schedule.HasEnd)
            yield return $"It ends when its arms are told apart; else it is held for a person after {DurationText.Write(settings.MaxDuration)}.";
    }

    private static PlannedTraffic TrafficOf(PlanRequest request, IReadOnlyList<WindowSummary> windows, WindowFacts? facts, DateTimeOffset now)
    {
        var from = windows.Count == 0 ? now - request.Look : windows.Min(window => window.From);
        var to = windows.Count == 0 ? now : windows.Max(window => window.To);
        to = to < now ? to : now;
        var count = facts?.RequestCount ?? 0;
        var refused = facts?.Errors.GetValueOrDefault("invalidInput") ?? 0;
        var fallbacks = facts?.FallbackCount ?? 0;
        string[] own = ["internal", "timeout", "unavailable", "limitExceeded"];
        var failed = own.Sum(kind => facts?.Errors.GetValueOrDefault(kind) ?? 0) + fallbacks;
        return new PlannedTraffic
        {
            From = from,
            To = to,
            RequestCount = count,
            ErrorCount = failed,
            RequestsPerSecond = request.RequestsPerSecond ?? (to > from ? count / Math.Max(1, (to - from).TotalSeconds) : 0),
            ErrorRate = request.ErrorRate ?? RateOf(failed, count),
            RefusalRate = RateOf(refused, count),
            FallbackRate = RateOf(fallbacks, count),
            P50 = facts?.Total.Quantile(0.5),
            P95 = facts?.Total.Quantile(0.95),
            P99 = facts?.Total.Quantile(0.99),
        };
    }

    // What never happened yet happens less often than could have been seen: half a time among all. Without requests nothing is known of it.
    private static double RateOf(long hits, long count) => count == 0 ? 0 : (hits + 0.5) / (count + 1);
}
