using Saker.Benchmarks.Demands;
using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Rollouts of a candidate that does no harm, looked at after every block: how often they are rolled back.</summary>
internal sealed class AaPart : IAreaPart
{
    private const int Count = 2_000;

    private static readonly SimulatedTraffic[] s_traffics =
    [
        new() { Name = "steady" },
        new() { Name = "drifting rates, latencies and scores", Drifts = true, Share = 0.25 },
        new() { Name = "bursts", BurstChance = 0.02 },
        new() { Name = "heavy-tailed latencies", LatencySpread = 1, TailShare = 0.1, Share = 0.5 },
        new() { Name = "scores of 5 values", ScoreLevels = 5, Share = 0.05 },
        new() { Name = "default steps", Steps = PowerPart.DefaultSteps, Drifts = true },
        // The worst that is still no harm: 10% in whole buckets.
        new() { Name = "at the edge of the tolerances", LatencyFactor = Math.Pow(2, 3.0 / TrafficSource.BucketsPerDoubling), ScoreShift = GuardSet.ScoreTolerance, Share = 0.25 },
    ];

    public string Name => "aa";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<Demand>>(() =>
    {
        var count = settings.Quick ? Count / 20 : Count;
        var demands = new List<Demand>();
        foreach (var traffic in s_traffics)
        {
            settings.Log.WriteLine($"aa: {count} rollouts of {traffic.Requests:N0} requests, {traffic.Name}");
            demands.AddRange(Judge(traffic, Simulation.Run(traffic, count, 8, null, cancellationToken)));
        }
        return demands;
    }, cancellationToken);

    private static IEnumerable<Demand> Judge(SimulatedTraffic traffic, SimulatedRollout[] rollouts)
    {
        const double risk = RiskShares.DefaultRisk;
        // What so few rollouts as a quick run has may exceed by chance.
        var max = risk + (rollouts.Length < Count ? 3 * Math.Sqrt(risk * (1 - risk) / rollouts.Length) : 0);
        var where = traffic.Steps.Count > 0 ? traffic.Name : FormattableString.Invariant($"{traffic.Name}, {100 * traffic.Share:0}% to the candidate");
        for (var guard = 0; guard < GuardSet.Names.Length; guard++)
            yield return Demand.AtMost($"{where}: rolled back by {GuardSet.Names[guard]} alone, at the whole risk", "", Simulation.Share(rollouts, rollout => rollout.Peaks[guard] >= -Math.Log(risk)), max);
        yield return Demand.AtMost($"{where}: rolled back by all guards together", "", Simulation.Share(rollouts, rollout => rollout.RolledBackAt is not null), max);
        yield return Demand.Shown($"{where}: by a z-test of errors at 5%, peeked at", Simulation.Share(rollouts, rollout => rollout.PeekedErrorsAt is not null)) is var peeked && traffic.Name == "steady"
            ? Exceeded(peeked)
            : peeked;
        if (traffic.ScoreShift == 0)
            yield return Demand.Shown($"{where}: by a t-test of scores at 5%, peeked at", Simulation.Share(rollouts, rollout => rollout.PeekedScoresAt is not null)) is var scores && traffic.Name == "steady" ? Exceeded(scores) : scores;
        var rules = ThresholdRule.All();
        for (var rule = 0; rule < rules.Length; rule++)
            yield return Demand.Shown($"{where}: by the rule '{rules[rule].Name}'", Simulation.Share(rollouts, rollout => rollout.RulesAt[rule] is not null));
    }

    // The comparison would say nothing if peeking did no harm here.
    private static Demand Exceeded(Demand demand) => demand with { Goal = "more than 0.05", Holds = demand.Ours > RiskShares.DefaultRisk };
}
