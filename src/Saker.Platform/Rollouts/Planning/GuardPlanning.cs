using Saker.Data;
using Saker.Learning.Sequential;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>Plans one guard.</summary>
internal sealed class GuardPlanning(PlanRequest request, PlannedTraffic traffic, PlanSchedule schedule, long[] latencies, IReadOnlyDictionary<string, PlannedYield> yields)
{
    private const double TenthOfDeviation = 0.1;
    private const double MicrosecondsPerMillisecond = 1_000;

    public GuardPlan Plan(RolloutGuard guard)
    {
        var risk = guard.Risk!.Value;
        switch (guard.Kind)
        {
            case GuardKind.ErrorRate:
                return Share(guard, traffic.ErrorRate, "fail");
            case GuardKind.Refusals:
                return Share(guard, traffic.RefusalRate, "are refused");
            case GuardKind.Fallback:
                return Share(guard, traffic.FallbackRate, "are answered by the fallback");
            case GuardKind.Latency:
                var settings = new QuantileSettings { Quantile = guard.Quantile, Tolerance = Math.Min(guard.Tolerance, 10), BucketsPerDoubling = LatencyGrid.PerDoubling, Least = guard.Least.TotalMicroseconds };
                return Plan(guard, $"all latencies are {Percent(request.LatencyFactor - 1)} longer", share => RolloutPlanning.Quantile(latencies, request.LatencyFactor, share, risk, settings), () => WhyNever(guard));
            case GuardKind.ScoreShift:
                return Plan(guard, $"scores are shifted by {Number(request.Shift)} standard deviations", share => RolloutPlanning.Shift(request.Shift, share, RiskOf(guard), Math.Min(guard.Tolerance, 2)));
            case GuardKind.Agreement:
                return Agreement(guard);
            default:
                return Outcome(guard);
        }
    }

    /// <summary>What an A/B test or a bandit needs to tell its arms apart; nothing for others.</summary>
    public IEnumerable<GuardPlan> PlanReward(RolloutSettings settings, RolloutKind strategy)
    {
        if (strategy is not (RolloutKind.Ab or RolloutKind.Bandit) || settings.Metric is not { } metric)
            yield break;
        var kind = metric == OutcomeFolding.Outcome ? GuardKind.OutcomeError : GuardKind.Metric;
        var arms = request.CandidateCount + 1;
        // As the comparison of arms shares it between its pairs, each of which has an interval with two sides.
        var guard = new RolloutGuard { Name = metric, Kind = kind, Metric = kind == GuardKind.Metric ? metric : null, Direction = HarmDirection.Both, Risk = (1 - settings.Confidence) / (arms * (arms - 1) / 2) };
        var plan = Outcome(guard);
        yield return plan with
        {
            Effect = $"the best arm{(arms > 2 ? ", of one pair of them" : "")}: {plan.Effect}",
            Advice = plan.MedianRequests is not null && !plan.IsWithinRollout ? $"it is held for a person after {DurationText.Write(settings.MaxDuration)}, before that: raise max_duration." : plan.Advice,
        };
    }

    private GuardPlan Share(RolloutGuard guard, double rate, string what)
    {
        if (rate <= 0)
            return Never(guard, $"more requests {what}", "no requests came in this time: nothing is known of how many do.");
        var odds = rate / (1 - rate) * request.Factor;
        var settings = new OddsSettings { Tolerance = Math.Min(1 + guard.Tolerance, 10) };
        return Plan(guard, $"{Percent(rate)} of requests {what}, {Percent(odds / (1 + odds))} with the candidate", share => RolloutPlanning.Odds(rate, odds / (1 + odds), share, guard.Risk!.Value, settings));
    }

    // Of pairs all are of the candidate: the control's share is known, as if it had infinitely many.
    private GuardPlan Agreement(RolloutGuard guard)
    {
        var share = Math.Min(0.999, guard.Tolerance * request.Factor);
        return Plan(guard, $"{Percent(share)} of answers differ", _ => RolloutPlanning.Odds(guard.Tolerance, share, candidateShare: 0.01, guard.Risk!.Value));
    }

    private GuardPlan Outcome(RolloutGuard guard)
    {
        var name = guard.Kind == GuardKind.OutcomeError ? OutcomeFolding.Outcome : guard.Metric!;
        if (!yields.TryGetValue(name, out var yield))
            return Never(guard, $"a difference of {name}", $"too few outcomes of '{name}' were reported in this time to know how it varies.");
        var difference = guard.Kind == GuardKind.OutcomeError ? request.ErrorDifference : request.MetricDifferences.GetValueOrDefault(name, TenthOfDeviation * yield.Deviation);
        var effect = $"{name} differs by {Number(difference)} (its mean is {Number(yield.Mean)}, its standard deviation {Number(yield.Deviation)}, known of {Percent(yield.Coverage)} of requests)";
        if (difference <= guard.Tolerance)
            return Never(guard, effect, $"it is within the tolerance of {Number(guard.Tolerance)}.");
        var plan = Plan(guard, effect, share =>
        {
            var need = RolloutPlanning.Mean((difference - guard.Tolerance) / yield.Deviation, share, RiskOf(guard));
            return new PlannedNeed(need.Median / yield.Coverage, need.Likely / yield.Coverage);
        });
        return plan with { MedianTime = plan.MedianTime + yield.Lag, LikelyTime = plan.LikelyTime + yield.Lag };
    }

    // Two-sided evidence is the mean of both sides: half of it is on the side that moves.
    private static double RiskOf(RolloutGuard guard) => guard.Direction == HarmDirection.Both ? guard.Risk!.Value / 2 : guard.Risk!.Value;

    private GuardPlan Plan(RolloutGuard guard, string effect, Func<double, PlannedNeed> need, Func<string?>? why = null)
    {
        var known = new Dictionary<double, PlannedNeed>();
        PlannedNeed NeedOf(double share) => known.TryGetValue(share, out var found) ? found : known[share] = need(share);
        var (median, likely) = (schedule.Find(share => NeedOf(share).Median), schedule.Find(share => NeedOf(share).Likely));
        if (!double.IsFinite(median.Requests))
            return Never(guard, effect, !schedule.IsCompared ? "no step has a control to compare with." : why?.Invoke() ?? "it is within the tolerance, or too few requests are beyond it.");
        return new GuardPlan
        {
            Guard = guard.Name,
            Kind = guard.Kind,
            Effect = effect,
            Risk = guard.Risk!.Value,
            MedianRequests = Math.Ceiling(median.Requests),
            LikelyRequests = double.IsFinite(likely.Requests) ? Math.Ceiling(likely.Requests) : null,
            MedianTime = schedule.TimeOf(median.All),
            LikelyTime = schedule.TimeOf(likely.All),
            IsWithinRollout = median.IsWithin,
            Advice = median.IsWithin ? null
                : schedule.HasEnd ? "the rollout ends before: raise the fewest requests or the shortest time of its steps."
                : "the rollout is held for a person before: raise max_duration.",
        };
    }

    private static GuardPlan Never(RolloutGuard guard, string effect, string advice) => new() { Guard = guard.Name, Kind = guard.Kind, Effect = effect, Risk = guard.Risk!.Value, Advice = advice };

    /// <summary>Why longer latencies would never be found.</summary>
    private string? WhyNever(RolloutGuard guard)
    {
        if (ValueOf(guard.Quantile) is not { } value)
            return "no latencies are known to compare with.";
        if (request.LatencyFactor <= 1 + guard.Tolerance)
            return $"it is within the tolerance of {Percent(guard.Tolerance)}.";
        var (more, least) = (value * (request.LatencyFactor - 1), guard.Least.TotalMilliseconds);
        return more <= least
            ? $"of {RolloutNumbers.Milliseconds(value)} that is {RolloutNumbers.Milliseconds(more)}, and up to {RolloutNumbers.Milliseconds(least)} more is no harm in any case; to have it seen, lower guards.{guard.Name}.least."
            : null;
    }

    /// <summary>The quantile of the endpoint's latencies in milliseconds; null without any.</summary>
    private double? ValueOf(double quantile)
    {
        var (rank, seen) = (quantile * latencies.Sum(), 0L);
        for (var bucket = 0; bucket < latencies.Length; bucket++)
        {
            seen += latencies[bucket];
            if (seen > 0 && seen >= rank)
                return Math.Pow(2, (bucket + 0.5) / LatencyGrid.PerDoubling) / MicrosecondsPerMillisecond;
        }
        return null;
    }

    private static string Percent(double share) => RolloutNumbers.Percent(share);

    private static string Number(double value) => RolloutNumbers.Of(value);
}
