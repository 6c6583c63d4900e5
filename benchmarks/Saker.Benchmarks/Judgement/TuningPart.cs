using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Learning.Tuning.Samplers;
using Saker.Testing.Tuning;

namespace Saker.Benchmarks.Judgement;

/// <summary>What searches find on functions that optimisers are commonly tried on, and what asking for a trial costs.</summary>
internal sealed class TuningPart : IAreaPart
{
    private const int TrialCount = 100;
    private const int MinWins = 8;
    private const int OverheadTrials = 1000;
    private const double MaxOverhead = 5;

    public string Name => "tuning";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var seeds = settings.Quick ? 5 : 20;
        var demands = new List<Demand>();
        var wins = 0;
        foreach (var function in TestFunction.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (tpe, random, sobol) = (Regret(function, new TpeSampler(), seeds), Regret(function, new RandomSampler(), seeds), Regret(function, new SobolSampler(), seeds));
            wins += tpe < random ? 1 : 0;
            settings.Log.WriteLine(FormattableString.Invariant($"  {function}: above the least value tpe {tpe:g4}, random {random:g4}, sobol {sobol:g4}"));
            demands.Add(Demand.Shown($"{function}: regret after {TrialCount} trials, median of {seeds} seeds", tpe) with { Peers = random, Ratio = tpe / random });
        }
        demands.Add(Demand.AtLeast("standard functions on which TPE beats random search", wins, MinWins));
        demands.Add(Demand.AtMost($"TPE, per trial over {OverheadTrials:N0} trials in 6 dimensions", "ms", Overhead(), MaxOverhead));
        return Task.FromResult<IReadOnlyList<Demand>>(demands);
    }

    private static double Regret(TestFunction function, Sampler sampler, int seeds) =>
        SideBySide.Median(Enumerable.Range(1, seeds).Select(seed => FunctionStudy.Run(function, sampler, seed, TrialCount).Best!.Value!.Value - function.Least));

    private static double Overhead()
    {
        var function = TestFunction.All.Single(function => function.Name == "Hartmann 6");
        FunctionStudy.Run(function, new TpeSampler(), seed: 0, TrialCount);
        var started = Stopwatch.GetTimestamp();
        FunctionStudy.Run(function, new TpeSampler(), seed: 1, OverheadTrials);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / OverheadTrials;
    }
}
