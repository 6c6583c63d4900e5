using Saker.Benchmarks.Demands;
using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>
/// Rollouts in which callers and not requests are dealt to arms, counted and judged by what the product counts and judges with: how often a candidate that does no harm is rolled back, and how soon one that does is.
/// </summary>
internal sealed class KeyedPart : IAreaPart
{
    private const int Count = 2_000;

    public string Name => "keyed";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<Demand>>(() =>
    {
        var count = settings.Quick ? Count / 20 : Count;
        var demands = new List<Demand>();
        foreach (var traffic in KeyedTraffic.WithoutHarm)
            demands.AddRange(WithoutHarm(traffic, count, settings.Log, cancellationToken));
        foreach (var traffic in KeyedTraffic.WithHarm)
        {
            settings.Log.WriteLine($"keyed: {count / 10} rollouts with harm, {traffic.Name}");
            var rollouts = KeyedRollout.RunAll(traffic, count / 10, 15, cancellationToken);
            double[] times = [.. rollouts.Select(rollout => (double?)rollout.RolledBackAt ?? double.PositiveInfinity).Order()];
            demands.Add(Demand.Shown(FormattableString.Invariant($"{traffic.Name}, {100 * traffic.Share:0}% to the candidate: requests of the candidate until it is rolled back, median"), times[times.Length / 2]));
        }
        return demands;
    }, cancellationToken);

    private static IEnumerable<Demand> WithoutHarm(KeyedTraffic traffic, int count, TextWriter log, CancellationToken cancellationToken)
    {
        const double risk = RiskShares.DefaultRisk;
        // What so few rollouts as a quick run has may exceed by chance.
        var max = risk + (count < Count ? 3 * Math.Sqrt(risk * (1 - risk) / count) : 0);
        log.WriteLine($"keyed: {count} rollouts without harm of {traffic.Requests:N0} requests, {traffic.Name}");
        var rollouts = KeyedRollout.RunAll(traffic, count, 13, cancellationToken);
        var where = traffic.Steps.Count > 0 ? traffic.Name : FormattableString.Invariant($"{traffic.Name}, {100 * traffic.Share:0}% to the candidate");
        for (var guard = 0; guard < rollouts[0].Guards.Count; guard++)
            yield return Demand.AtMost($"{where}: rolled back by {rollouts[0].Guards[guard]} alone, at the whole risk", "", (double)rollouts.Count(rollout => rollout.Peaks[guard] >= -Math.Log(risk)) / count, max);
        yield return Demand.AtMost($"{where}: rolled back by all guards together", "", (double)rollouts.Count(rollout => rollout.RolledBackAt is not null) / count, max);
        var uncounted = KeyedRollout.RunAll(traffic with { IsCounted = false }, Math.Max(1, count / 10), 14, cancellationToken);
        yield return Demand.Shown($"{where}: the same if requests counted one by one", (double)uncounted.Count(rollout => rollout.RolledBackAt is not null) / uncounted.Length);
    }
}
