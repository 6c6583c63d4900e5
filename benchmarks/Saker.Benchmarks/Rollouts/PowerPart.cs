using Saker.Benchmarks.Demands;
using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>How soon a harmful candidate is rolled back with all guards on at their shares of the risk, beside tests that are peeked at, rules of other systems, and what planning says.</summary>
internal sealed class PowerPart : IAreaPart
{
    private const int MaxErrors = 1_500;
    private const int MaxLatency = 2_000;
    private const int MaxScores = 10_000;

    // What planning says is to be within this share of what simulation gives.
    private const double PlanError = 0.25;

    private static readonly double[] s_shares = [0.05, 0.1, 0.25, 0.5];

    public string Name => "power";

    /// <summary>Of a canary when nobody says otherwise, as they are where traffic is so little that requests and not minutes decide.</summary>
    public static IReadOnlyList<(double Share, int Requests)> DefaultSteps { get; } = [(0.01, 500), (0.05, 500), (0.1, 500), (0.25, 500), (0.5, 500)];

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<Demand>>(() =>
    {
        var count = settings.Quick ? 200 : 1_000;
        var demands = new List<Demand>();
        foreach (var share in s_shares)
        {
            settings.Log.WriteLine(FormattableString.Invariant($"power: {count} rollouts of each harm, {100 * share:0}% to the candidate"));
            demands.AddRange(AtShare(share, count, cancellationToken));
        }
        settings.Log.WriteLine("power: default steps, and beside rules");
        demands.AddRange(InSteps(count, cancellationToken));
        demands.Add(Late(count, cancellationToken));
        demands.AddRange(BesideRules(count, cancellationToken));
        return demands;
    }, cancellationToken);

    private static IEnumerable<Demand> AtShare(double share, int count, CancellationToken cancellationToken)
    {
        var where = FormattableString.Invariant($"{100 * share:0}% to the candidate");
        // A control as small as the candidate knows its own rate no better, so more is needed for errors there; default steps are through with most of it before.
        var isGoal = share <= 0.25;
        foreach (var (traffic, guard, max, plan) in (IEnumerable<(SimulatedTraffic, int, int, PlannedNeed)>)[Errors(), Latency(), Scores()])
        {
            var rollouts = Simulation.Run(traffic with { Share = share, Requests = (int)(5 * max / share) }, count, 9, guard, cancellationToken);
            var median = Simulation.Median(rollouts, rollout => rollout.RolledBackAt);
            var measure = $"{traffic.Name}, {where}: requests of the candidate until it is rolled back, median";
            yield return isGoal || guard != 0 ? Demand.AtMost(measure, "", median, max) : Demand.Shown(measure, median);
            if (guard == 0)
                yield return Demand.Shown($"{traffic.Name}, {where}: the same by a test that knows the factor beforehand", Simulation.Median(rollouts, rollout => rollout.KnownAt));
            if (guard == 4)
                yield return Demand.AtMost($"{traffic.Name}, {where}: the same by p95 alone at its share of the risk", "", Simulation.Median(rollouts, rollout => rollout.GuardsAt[guard]), max);
            yield return Demand.Theory($"{traffic.Name}, {where}: what planning says of {GuardSet.Names[guard]} alone, beside its simulation", plan.Median, Simulation.Median(rollouts, rollout => rollout.GuardsAt[guard]), PlanError);
        }

        (SimulatedTraffic, int, int, PlannedNeed) Errors() =>
            (new() { Name = "errors from 1% to 2%", ErrorFactor = 2 }, 0, MaxErrors, RolloutPlanning.Odds(0.01, 0.02, share, RiskShares.DefaultRisk * RiskShares.Errors));

        (SimulatedTraffic, int, int, PlannedNeed) Latency()
        {
            var traffic = new SimulatedTraffic { Name = "latencies up by 30%", LatencyFactor = 1.3 };
            return (traffic, 4, MaxLatency, RolloutPlanning.Quantile(TrafficSource.ExpectedLatencies(traffic), 1.3, share, RiskShares.DefaultRisk * RiskShares.LatencyP95));
        }

        (SimulatedTraffic, int, int, PlannedNeed) Scores() =>
            (new() { Name = "scores shifted by 0.1 deviations", ScoreShift = 0.1 }, 6, MaxScores, RolloutPlanning.Shift(0.1, share, RiskShares.DefaultRisk * RiskShares.Scores, GuardSet.ScoreTolerance));
    }

    private static IEnumerable<Demand> InSteps(int count, CancellationToken cancellationToken)
    {
        foreach (var (traffic, guard, max) in (IEnumerable<(SimulatedTraffic, int, int)>)
        [
            (new() { Name = "errors from 1% to 2%", ErrorFactor = 2 }, 0, MaxErrors),
            (new() { Name = "latencies up by 30%", LatencyFactor = 1.3 }, 4, MaxLatency),
            (new() { Name = "latencies of a spread of 1 up by 30%", LatencyFactor = 1.3, LatencySpread = 1 }, 4, MaxLatency),
            (new() { Name = "scores shifted by 0.1 deviations", ScoreShift = 0.1 }, 6, MaxScores),
            (new() { Name = "errors from 1% to 100%", ErrorFactor = 100 }, 0, 50),
        ])
        {
            var rollouts = Simulation.Run(traffic with { Steps = DefaultSteps, Requests = 200_000 }, count, 10, guard, cancellationToken);
            yield return Demand.AtMost($"{traffic.Name}, default steps: requests of the candidate until it is rolled back, median", "", Simulation.Median(rollouts, rollout => rollout.RolledBackAt), max);
        }
    }

    /// <summary>A candidate that is well for as long as 10,000 of its requests, such as one that runs out of memory.</summary>
    private static Demand Late(int count, CancellationToken cancellationToken)
    {
        var traffic = new SimulatedTraffic { Name = "", ErrorFactor = 2, Requests = 200_000, HarmBegins = 0.5 };
        var rollouts = Simulation.Run(traffic, count, 12, 0, cancellationToken);
        return Demand.Shown("errors from 1% to 2% after 10,000 requests of the candidate, 10%: further requests until it is rolled back, median", Simulation.Median(rollouts, rollout => rollout.RolledBackAt) - (traffic.Requests * traffic.HarmBegins * traffic.Share));
    }

    private static IEnumerable<Demand> BesideRules(int count, CancellationToken cancellationToken)
    {
        var traffic = new SimulatedTraffic { Name = "errors from 1% to 2%", ErrorFactor = 2 };
        var rollouts = Simulation.Run(traffic, count, 11, null, cancellationToken);
        yield return Demand.Shown("errors from 1% to 2%, 100,000 requests, 10% to the candidate: rolled back by all guards together", Simulation.Share(rollouts, rollout => rollout.RolledBackAt is not null));
        yield return Demand.Shown("the same by tests for one look, peeked at: median requests of the candidate", Simulation.Median(rollouts, rollout => rollout.PeekedAt));
        var rules = ThresholdRule.All();
        for (var rule = 0; rule < rules.Length; rule++)
        {
            yield return Demand.Shown($"the same by the rule '{rules[rule].Name}': median requests of the candidate", Simulation.Median(rollouts, rollout => rollout.RulesAt[rule]));
            yield return Demand.Shown($"the same by the rule '{rules[rule].Name}': share rolled back", Simulation.Share(rollouts, rollout => rollout.RulesAt[rule] is not null));
        }
    }
}
