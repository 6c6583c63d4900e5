using System.Globalization;
using Saker.Learning.Sequential;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>Plans one guard.</summary>
internal sealed class GuardPlanning(PlanRequest request, PlannedTraffic traffic, PlanSchedule schedule, long[] latencies, IReadOnlyDictionary<string, PlannedYield> yields)
{
    private const double TenthOfDeviation = 0.1;

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
                return Plan(guard, $"all latencies are {Percent(request.LatencyFactor - 1)} longer", share => RolloutPlanning.Quantile(latencies, request.LatencyFactor, share, risk, settings));
            case GuardKind.ScoreShift:
                return Plan(guard, $"scores are shifted by {Number(request.Shift)} standard deviations", share => After(RolloutPlanning.Shift(request.Shift, share, RiskOf(guard), Math.Min(guard.Tolerance, 2)), 2 * ScoreBins.LearnedCount * share));
            case GuardKind.Agreement:
                return Agreement(guard);
            default:
                return Outcome(guard);
        }
    }

    private GuardPlan Share(RolloutGuard guard, double rate, string what)
    {
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
            return Never(guard, "a difference", $"too few outcomes of '{name}' were reported in this time to know how it varies.");
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

    private GuardPlan Plan(RolloutGuard guard, string effect, Func<double, PlannedNeed> need)
    {
        var known = new Dictionary<double, PlannedNeed>();
        PlannedNeed NeedOf(double share) => known.TryGetValue(share, out var found) ? found : known[share] = need(share);
        var (median, likely) = (schedule.Find(share => NeedOf(share).Median), schedule.Find(share => NeedOf(share).Likely));
        if (!double.IsFinite(median.Requests))
            return Never(guard, effect, "it is within the tolerance, or nothing is known to compare with.");
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
            Advice = median.IsWithin ? null : "the rollout ends before: raise the fewest requests or the shortest time of its steps.",
        };
    }

    private static GuardPlan Never(RolloutGuard guard, string effect, string advice) => new() { Guard = guard.Name, Kind = guard.Kind, Effect = effect, Risk = guard.Risk!.Value, Advice = advice };

    private static PlannedNeed After(PlannedNeed need, double wait) => new(need.Median + wait, need.Likely + wait);

    private static string Percent(double share) => $"{(100 * share).ToString("G3", CultureInfo.InvariantCulture)}%";

    private static string Number(double value) => RolloutWords.Number(value);
}
