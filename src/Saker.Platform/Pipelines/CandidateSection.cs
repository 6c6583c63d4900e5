using Saker.Data;
using Saker.Learning.Trainers;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Reads one candidate of a pipeline file. Where settings are written as ranges and there is a key <c>tune</c>, they are searched.
/// </summary>
internal static class CandidateSection
{
    private const string TuneKey = "tune";
    private const int MaxTrials = 100_000;
    private const int MaxParallel = 64;

    /// <param name="candidate">The candidate's mapping.</param>
    /// <param name="position">Which one it is, from 0.</param>
    /// <param name="foldCount">How many folds a trial has, as far as the file says.</param>
    public static (Trainer? Trainer, CandidateTuning? Tuning) Read(Settings candidate, int position, int foldCount)
    {
        var names = candidate.KeysWhere(SpaceReader.IsRange);
        if (!candidate.Has(TuneKey))
        {
            if (names.Count == 0)
                return (TrainerCatalogue.Create(candidate), null);
            foreach (var name in names)
                candidate.Report(name, "a range is searched only where the candidate has 'tune: {trials: 50}'; give one value, or add that.");
            return (null, null);
        }
        var before = candidate.Problems.Count;
        var limits = ReadLimits(candidate.Section(TuneKey), foldCount, out var settings);
        if (names.Count == 0)
            candidate.Report(TuneKey, "there is nothing to tune: write a setting as a range, such as 'learning_rate: {from: 0.01, to: 0.3, log: true}'.");
        var parameters = names.Select(name => SpaceReader.Read(candidate, name)).OfType<SearchParameter>().ToList();
        var constants = candidate.Keys().Where(key => key != TuneKey && !names.Contains(key)).ToDictionary(key => key, candidate.Value, StringComparer.Ordinal);
        parameters = SpaceFit.Fit(candidate, constants, parameters);
        var space = SpaceReader.Create(parameters, candidate);
        if (candidate.Problems.Count > before)
            return (null, null);
        var tuning = new CandidateTuning { Position = position, Fixed = constants, Settings = settings with { Space = space }, Limits = limits };
        foreach (var fault in FaultsOf(tuning.Settings))
            candidate.Report($"{TuneKey}.sampler", fault);
        if (candidate.Problems.Count > before)
            return (null, null);
        var first = new Study(tuning.Settings with { Sampler = new RandomSampler() }).Ask()!;
        return (tuning.Create(first.Parameters, candidate.Place, candidate.Problems), tuning);
    }

    private static TuningLimits ReadLimits(Settings tune, int foldCount, out StudySettings settings)
    {
        settings = new StudySettings
        {
            Space = SpaceReader.Create([], tune),
            Direction = Direction.Maximize,
            Sampler = SamplerCatalogue.Read(tune, "sampler"),
            Pruner = PrunerCatalogue.Read(tune, "pruner", foldCount),
            Seed = tune.Integer("seed", 1, 0),
        };
        if (!tune.Has("trials") && !tune.Has("time_limit"))
            tune.Report("trials", "how long to search is needed: 'trials: 50', 'time_limit: 10m', or both.");
        var limits = new TuningLimits
        {
            Trials = tune.Integer("trials", MaxTrials, 1, MaxTrials),
            Time = DurationText.Read(tune, "time_limit", TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(365)),
            Parallel = tune.Integer("parallel", 1, 1, MaxParallel),
        };
        tune.RejectUnknown();
        return limits;
    }

    private static IReadOnlyList<string> FaultsOf(StudySettings settings)
    {
        try
        {
            _ = new Study(settings);
            return [];
        }
        catch (SakerException exception)
        {
            return [.. exception.Problems.Select(problem => problem.Message)];
        }
    }
}
