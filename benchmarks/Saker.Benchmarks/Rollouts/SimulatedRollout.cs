using Saker.Learning;
using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>What came of one rollout. Times are requests of the candidate until something rolled it back, or null when nothing did.</summary>
internal sealed class SimulatedRollout
{
    /// <summary>The most that each guard's log e-value ever was.</summary>
    public double[] Peaks { get; } = Enumerable.Repeat(double.NegativeInfinity, GuardSet.Names.Length).ToArray();

    /// <summary>By each guard alone at its share of the risk.</summary>
    public int?[] GuardsAt { get; } = new int?[GuardSet.Names.Length];

    /// <summary>By all guards together at the default risk.</summary>
    public int? RolledBackAt { get; private set; }

    /// <summary>By tests for one look of errors and scores, peeked at, each at its guard's share of the risk.</summary>
    public int? PeekedAt { get; private set; }

    /// <summary>By the same of errors alone, at the whole risk.</summary>
    public int? PeekedErrorsAt { get; private set; }

    /// <summary>By the same of scores.</summary>
    public int? PeekedScoresAt { get; private set; }

    /// <summary>By each of the rules that other systems have.</summary>
    public int?[] RulesAt { get; private set; } = [];

    /// <summary>By a test of errors that knows the factor beforehand, at the guard's share of the risk.</summary>
    public int? KnownAt { get; private set; }

    /// <param name="traffic">What is simulated.</param>
    /// <param name="source">Of that traffic.</param>
    /// <param name="until">The guard that ends it when it alarms alone; null to go on to the end.</param>
    /// <param name="chance">Of this rollout.</param>
    public static SimulatedRollout Run(SimulatedTraffic traffic, TrafficSource source, int? until, Xoshiro256 chance)
    {
        var rollout = new SimulatedRollout();
        var (block, guards, tests, rules, known) = (new TrafficBlock(), new GuardSet(), new PeekedTests(), ThresholdRule.All(), new KnownFactor(Math.Max(traffic.ErrorFactor, 1.01)));
        rollout.RulesAt = new int?[rules.Length];
        var (phase, blocks, candidates, step, inStep) = (chance.NextDouble() * 2 * Math.PI, traffic.Requests / traffic.BlockSize, 0, 0, 0);
        for (var i = 0; i < blocks && (until is not { } guard || rollout.GuardsAt[guard] is null); i++)
        {
            source.Draw(block, traffic.Steps.Count > 0 ? traffic.Steps[step].Share : traffic.Share, (double)i / blocks, phase, chance);
            (candidates, inStep) = (candidates + block.Counts[1], inStep + block.Counts[1]);
            guards.Add(block);
            tests.Add(block);
            known.Add(block);
            foreach (var rule in rules)
                rule.Add(block);
            rollout.Note(guards, tests, rules, known, candidates);
            if (step + 1 < traffic.Steps.Count && inStep >= traffic.Steps[step].Requests)
            {
                (step, inStep) = (step + 1, 0);
                guards.Settle();
            }
        }
        return rollout;
    }

    private void Note(GuardSet guards, PeekedTests tests, ThresholdRule[] rules, KnownFactor known, int candidates)
    {
        const double risk = RiskShares.DefaultRisk;
        for (var guard = 0; guard < Peaks.Length; guard++)
        {
            Peaks[guard] = Math.Max(Peaks[guard], guards.Logs[guard]);
            if (guards.Logs[guard] >= -Math.Log(risk * GuardSet.Weights[guard]))
                GuardsAt[guard] ??= candidates;
        }
        for (var rule = 0; rule < rules.Length; rule++)
            if (rules[rule].IsBroken)
                RulesAt[rule] ??= candidates;
        if (guards.Combined >= -Math.Log(risk))
            RolledBackAt ??= candidates;
        if (tests.Errors < risk)
            PeekedErrorsAt ??= candidates;
        if (tests.Scores < risk)
            PeekedScoresAt ??= candidates;
        if (tests.Errors < risk * RiskShares.Errors || tests.Scores < risk * RiskShares.Scores)
            PeekedAt ??= candidates;
        if (known.LogEvidence >= -Math.Log(risk * RiskShares.Errors))
            KnownAt ??= candidates;
    }
}
