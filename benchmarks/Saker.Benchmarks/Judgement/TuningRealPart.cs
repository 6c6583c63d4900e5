using System.Collections.Concurrent;
using Saker.Benchmarks.Demands;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Samplers;
using Saker.Testing;

namespace Saker.Benchmarks.Judgement;

/// <summary>Boosted trees tuned on five real sets: TPE beside random search at equal trials, and what pruning saves and costs.</summary>
internal sealed class TuningRealPart : IAreaPart
{
    private const double MinSaving = 0.4;
    private const double MaxLoss = 0.001;

    private static readonly (string Name, Pruner Pruner)[] s_pruners = [("halving", new HalvingPruner()), ("median", new MedianPruner()), ("hyperband", new HyperbandPruner { MaxSteps = TuningSet.FoldCount })];

    public string Name => "tuning-real";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("tuning on real sets", reason)];
        var (seeds, trials) = settings.Quick ? (3, 15) : (20, 40);
        var demands = new List<Demand>();
        var outcomes = new List<SetOutcome>();
        foreach (var name in TuningSet.Names)
        {
            var set = await TuningSet.OpenAsync(name, cancellationToken);
            var bySeed = new ConcurrentBag<SetOutcome>();
            await Parallel.ForEachAsync(Enumerable.Range(1, seeds), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, (seed, _) =>
            {
                bySeed.Add(Search(set, seed, trials));
                return ValueTask.CompletedTask;
            });
            var (tpe, random) = (SideBySide.Median(bySeed.Select(outcome => outcome.Tpe.Best)), SideBySide.Median(bySeed.Select(outcome => outcome.Random.Best)));
            settings.Log.WriteLine(FormattableString.Invariant($"  {name}: best ROC AUC over folds after {trials} trials, median of {seeds} seeds: tpe {tpe:0.00000}, random {random:0.00000}"));
            demands.Add(Demand.Shown($"{name}: best ROC AUC over folds, {trials} trials, median of {seeds} seeds", tpe) with { Peers = random, Ratio = tpe / random });
            outcomes.AddRange(bySeed);
        }
        var wins = demands.Count(demand => demand.Ours > demand.Peers);
        demands.Add(Demand.AtLeast($"real sets of {TuningSet.Names.Count} on which TPE beats random search", wins, TuningSet.Names.Count));
        foreach (var (name, i) in s_pruners.Select((pruner, i) => (pruner.Name, i)))
            demands.AddRange(PruningDemands(name, outcomes, i));
        // Few seeds and trials show that it runs; nothing can be demanded of them.
        return settings.Quick ? [.. demands.Select(demand => demand with { Goal = "none with --quick", Holds = true })] : demands;
    }

    // The first one is what the documentation advises where folds are the steps, and the one that demands are made of.
    private static IEnumerable<Demand> PruningDemands(string name, List<SetOutcome> outcomes, int pruner)
    {
        var saving = 1 - outcomes.Sum(outcome => outcome.Pruned[pruner].Seconds) / outcomes.Sum(outcome => outcome.Tpe.Seconds);
        var loss = outcomes.Average(outcome => outcome.Tpe.Test - outcome.Pruned[pruner].Test);
        var foldLoss = outcomes.Average(outcome => outcome.Tpe.Best - outcome.Pruned[pruner].Best);
        var (savingMeasure, lossMeasure) = ($"{name}: training time saved", $"{name}: ROC AUC lost on rows set aside, mean");
        yield return pruner == 0 ? Demand.AtLeast(savingMeasure, saving, MinSaving) : Demand.Shown(savingMeasure, saving);
        yield return pruner == 0 ? Demand.AtMost(lossMeasure, "", loss, MaxLoss) with { Goal = FormattableString.Invariant($"at most {MaxLoss}") } : Demand.Shown(lossMeasure, loss);
        yield return Demand.Shown($"{name}: ROC AUC lost over folds, mean", foldLoss);
    }

    private static SetOutcome Search(TuningSet set, int seed, int trials) => new(
        Search(set, new TpeSampler(), new NoPruner(), seed, trials),
        Search(set, new RandomSampler(), new NoPruner(), seed, trials),
        [.. s_pruners.Select(pruner => Search(set, new TpeSampler(), pruner.Pruner, seed, trials))]);

    private static SearchOutcome Search(TuningSet set, Sampler sampler, Pruner pruner, int seed, int trials)
    {
        var study = new Study(new StudySettings { Space = TuningSet.Space, Direction = Direction.Maximize, Sampler = sampler, Pruner = pruner, Seed = seed });
        var seconds = 0.0;
        for (var i = 0; i < trials; i++)
        {
            var trial = study.Ask()!;
            var sum = 0.0;
            var result = TrialResult.Pruned;
            for (var fold = 0; fold < TuningSet.FoldCount; fold++)
            {
                var fit = set.Fit(trial.Parameters, fold);
                sum += fit.Score;
                seconds += fit.Seconds;
                if (fold == TuningSet.FoldCount - 1)
                    result = TrialResult.Of(sum / TuningSet.FoldCount);
                else if (study.Report(trial.Number, fold + 1, sum / (fold + 1)))
                    break;
            }
            study.Tell(trial.Number, result);
        }
        return new SearchOutcome(study.Best!.Value!.Value, set.Test(study.Best.Parameters), seconds);
    }

    /// <param name="Best">The best score over the folds.</param>
    /// <param name="Test">The score of that point on the rows set aside.</param>
    /// <param name="Seconds">What all fits of the search take.</param>
    private sealed record SearchOutcome(double Best, double Test, double Seconds);

    private sealed record SetOutcome(SearchOutcome Tpe, SearchOutcome Random, SearchOutcome[] Pruned);
}
