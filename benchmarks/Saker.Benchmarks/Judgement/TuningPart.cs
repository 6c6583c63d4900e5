using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform;
using Saker.Platform.Storage;
using Saker.Platform.Studies;
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

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
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
        var stored = settings.Quick ? TrialCount : OverheadTrials;
        demands.Add(Demand.AtMost($"the same in a home, asked and told durably, {stored:N0} trials", "ms", await StoredOverheadAsync(stored, cancellationToken), MaxOverhead));
        return demands;
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

    private static async Task<double> StoredOverheadAsync(int trials, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("saker-tuning-");
        try
        {
            await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = folder.FullName }, cancellationToken);
            var space = SearchSpace.Of([.. Enumerable.Range(0, 6).Select(i => new NumberParameter { Name = $"x{i}", From = 0, To = 1 })]);
            await saker.Studies.CreateAsync(new NewStudy { Name = "overhead", Settings = new StudySettings { Space = space, Direction = Direction.Minimize } }, cancellationToken);
            var study = await saker.Studies.ResumeAsync("overhead", cancellationToken);
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < trials; i++)
            {
                var trial = (await study.AskAsync(trials, cancellationToken))!;
                await study.TellAsync(trial.Number, TrialResult.Of(trial.Parameters.Values.Sum(value => (double)value)), cancellationToken);
            }
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds / trials;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
