using Saker.Learning;
using Saker.Learning.Sequential;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Splits;

namespace Saker.Benchmarks.Rollouts;

/// <summary>A rollout by callers, counted and judged by what the product counts and judges with.</summary>
internal sealed class KeyedRollout
{
    private static readonly GuardFacts s_facts = new() { IsShadow = false };

    private KeyedRollout(IReadOnlyList<RolloutGuard> guards)
    {
        Guards = [.. guards.Select(guard => guard.Name)];
        Peaks = Enumerable.Repeat(double.NegativeInfinity, guards.Count).ToArray();
    }

    public IReadOnlyList<string> Guards { get; }

    /// <summary>The most that each guard's log e-value ever was.</summary>
    public double[] Peaks { get; }

    /// <summary>Requests of the candidate until all guards together rolled it back; null when they did not.</summary>
    public int? RolledBackAt { get; private set; }

    public static KeyedRollout[] RunAll(KeyedTraffic traffic, int count, long seed, CancellationToken cancellationToken)
    {
        var (callers, rollouts) = (new AliasTable(traffic.Weights()), new KeyedRollout[count]);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, i => rollouts[i] = Run(traffic, callers, Xoshiro256.Of(seed, i)));
        return rollouts;
    }

    private static KeyedRollout Run(KeyedTraffic traffic, AliasTable callers, Xoshiro256 chance)
    {
        var guards = RolloutGuards.Default.Resolve(s_facts, RiskShares.DefaultRisk);
        var (rollout, evaluation) = (new KeyedRollout(guards), new GuardEvaluation(new EvidenceSubject { Names = ["control", "candidate"], Guards = guards }, state: null));
        var (places, groups, rates, speeds, scores) = (new double[traffic.Callers], new int[traffic.Callers], new double[traffic.Callers], new double[traffic.Callers], new double[traffic.Callers]);
        for (var caller = 0; caller < traffic.Callers; caller++)
        {
            (places[caller], groups[caller]) = (chance.NextDouble(), traffic.IsCounted ? KeyGroup.Of(chance.Next()) : KeyGroup.None);
            rates[caller] = chance.NextDouble() < traffic.FailingCallers || (caller == 0 && traffic.Dominating > 0) ? traffic.OftenRate : traffic.SeldomRate;
            (speeds[caller], scores[caller]) = (traffic.LatencySpread * chance.NextNormal(), Math.Sqrt(traffic.ScoresBetween) * chance.NextNormal());
        }
        var thresholds = traffic.IsCounted ? new LatencyThresholds() : null;
        ArmTally[] arms = [new(1_024, 1, thresholds), new(1_024, 2, thresholds)];
        var (within, candidates, blocks) = (Math.Sqrt(1 - traffic.ScoresBetween), 0, traffic.Requests / traffic.BlockSize);
        for (var block = 0; block < blocks; block++)
        {
            var step = traffic.Steps.Count * block / blocks;
            var share = traffic.Steps.Count > 0 ? traffic.Steps[step] : traffic.Share;
            for (var i = 0; i < traffic.BlockSize; i++)
            {
                var caller = callers.Draw(chance);
                var arm = places[caller] < share ? 1 : 0;
                var isFailed = chance.NextDouble() < rates[caller] * (arm == 1 ? traffic.ErrorFactor : 1);
                var latency = 20_000 * Math.Exp(speeds[caller] + (0.4 * chance.NextNormal())) * (arm == 1 ? traffic.LatencyFactor : 1);
                var score = scores[caller] + (within * chance.NextNormal()) + (arm == 1 ? traffic.ScoreShift : 0);
                arms[arm].Add(new ArmCall(isFailed ? ArmAnswer.Failed : ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, (long)latency, isFailed ? float.NaN : (float)score) { Group = groups[caller] });
                candidates += arm;
            }
            ArmBlock[] taken = [arms[0].Take(), arms[1].Take()];
            thresholds?.Learn(taken[0].Latencies);
            evaluation.Add(new EvidenceBlock { Rollout = "r", Revision = step, Replica = "a", Sequence = block + 1, At = DateTimeOffset.UnixEpoch.AddSeconds(block), Arms = taken });
            rollout.Note(evaluation, guards, candidates);
        }
        return rollout;
    }

    private void Note(GuardEvaluation evaluation, IReadOnlyList<RolloutGuard> guards, int candidates)
    {
        Span<double> logs = stackalloc double[guards.Count];
        Span<double> risks = stackalloc double[guards.Count];
        for (var guard = 0; guard < guards.Count; guard++)
        {
            (logs[guard], risks[guard]) = (evaluation.Watches[guard].LogEvidence, guards[guard].Risk!.Value);
            Peaks[guard] = Math.Max(Peaks[guard], logs[guard]);
        }
        if (RiskShares.LogCombined(logs, risks) >= -Math.Log(RiskShares.DefaultRisk))
            RolledBackAt ??= candidates;
    }

}
