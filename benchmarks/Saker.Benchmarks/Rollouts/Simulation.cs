using Saker.Learning;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Many rollouts of the same traffic.</summary>
internal static class Simulation
{
    /// <param name="traffic">What is simulated.</param>
    /// <param name="count">Rollouts.</param>
    /// <param name="seed">Of all of them.</param>
    /// <param name="until">The guard that ends a rollout when it alarms alone; null to go on to the end.</param>
    /// <param name="cancellationToken">Stops between rollouts.</param>
    public static SimulatedRollout[] Run(SimulatedTraffic traffic, int count, long seed, int? until, CancellationToken cancellationToken)
    {
        var source = new TrafficSource(traffic);
        var rollouts = new SimulatedRollout[count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, i => rollouts[i] = SimulatedRollout.Run(traffic, source, until, Xoshiro256.Of(seed, i)));
        return rollouts;
    }

    /// <summary>The middle time; infinite when half of the rollouts were not rolled back.</summary>
    public static double Median(SimulatedRollout[] rollouts, Func<SimulatedRollout, int?> at)
    {
        double[] times = [.. rollouts.Select(rollout => (double?)at(rollout) ?? double.PositiveInfinity).Order()];
        return times[times.Length / 2];
    }

    public static double Share(SimulatedRollout[] rollouts, Func<SimulatedRollout, bool> holds) => (double)rollouts.Count(holds) / rollouts.Length;
}
