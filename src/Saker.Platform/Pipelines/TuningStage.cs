using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform.Experiments;
using Saker.Platform.Studies;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Searches for the settings of candidates on the folds that candidates are compared on; rows set aside for the test have no part
/// in it. A study that was begun before, on the same data in the same way, goes on where it was.
/// </summary>
internal sealed class TuningStage(Pipeline pipeline, RunRecorder recorder, StudyCatalogue studies, TimeProvider time)
{
    private const int NamedDigits = 12;

    /// <summary>Runs every search of the pipeline.</summary>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="inputColumns">What a model may learn from.</param>
    /// <param name="folds">The folds of the selection.</param>
    /// <param name="dataHash">Tells the rows from others.</param>
    /// <param name="cancellationToken">Stops; what was found so far is kept.</param>
    /// <exception cref="SakerException">No trial of a search is complete.</exception>
    public async Task<IReadOnlyList<TunedCandidate>> RunAsync(TrainingPart train, IReadOnlyList<string> inputColumns, IReadOnlyList<Fold> folds, string dataHash, CancellationToken cancellationToken)
    {
        if (pipeline.Tuning.Count == 0)
            return [];
        return await recorder.StepAsync(PipelineStep.Tune, async () =>
        {
            var score = ScoreCatalogue.Get(pipeline.Target.Task, pipeline.Select.Score);
            var objective = new TuningFolds(score, pipeline.Split.Seed, folds, (fold, token) => train.Prepare(fold, pipeline, inputColumns, token));
            var found = new List<TunedCandidate>();
            foreach (var tuning in pipeline.Tuning)
                found.Add(await SearchAsync(tuning, objective, score, dataHash, cancellationToken));
            return ((IReadOnlyList<TunedCandidate>)found, string.Join("; ", found.Select(candidate => Describe(candidate, score))));
        });
    }

    /// <summary>The pipeline with what was found in place of what was searched.</summary>
    public static Pipeline Apply(Pipeline pipeline, IReadOnlyList<TunedCandidate> found)
    {
        var candidates = pipeline.Candidates.ToList();
        foreach (var candidate in found)
            candidates[candidate.Position] = pipeline.Tuning.First(tuning => tuning.Position == candidate.Position).Create(candidate.Best.Trial.Parameters);
        return pipeline with { Candidates = candidates, Tuning = [] };
    }

    private async Task<TunedCandidate> SearchAsync(CandidateTuning tuning, TuningFolds objective, Score score, string dataHash, CancellationToken cancellationToken)
    {
        var title = CandidateNames.Of(pipeline.Candidates)[tuning.Position];
        var study = await FindOrCreateAsync(tuning, title.Name, score, dataHash, cancellationToken);
        var open = await studies.ResumeAsync(study.Name, cancellationToken);
        var known = await studies.ListTrialsAsync(study.Name, cancellationToken);
        var watch = new SearchWatch(recorder, title.Trainer.Title, tuning, score, known);
        try
        {
            var runner = new StudyRunner(open, time);
            await runner.RunAsync(async (trial, token) =>
            {
                var result = await EvaluateAsync(tuning, objective, trial, token);
                watch.Note(result);
                return result;
            }, tuning.Limits, cancellationToken);
        }
        catch (Exception failure)
        {
            await studies.CloseAsync(study.Name, failure is OperationCanceledException ? RunStatus.Killed : RunStatus.Failed, CancellationToken.None);
            throw;
        }
        await studies.CloseAsync(study.Name, RunStatus.Finished, cancellationToken);
        var trials = await studies.ListTrialsAsync(study.Name, cancellationToken);
        var best = StudyCatalogue.Best(study, trials) ?? throw NoneComplete(title.Trainer.Title, study, trials);
        await recorder.LogAsync(recorder.Run, cancellationToken, tags: new Dictionary<string, string> { [$"saker.study.{title.Name}"] = study.Name });
        return new TunedCandidate(tuning.Position, title.Trainer.Title, study, best, trials, watch.NewTrials);
    }

    private static async Task<TrialResult> EvaluateAsync(CandidateTuning tuning, TuningFolds objective, ActiveTrial trial, CancellationToken cancellationToken)
    {
        try
        {
            return await objective.EvaluateAsync(tuning.Create(trial.Parameters), trial, cancellationToken);
        }
        catch (SakerException exception)
        {
            return TrialResult.Failed(exception.Message);
        }
    }

    private async Task<StoredStudy> FindOrCreateAsync(CandidateTuning tuning, string candidate, Score score, string dataHash, CancellationToken cancellationToken)
    {
        var settings = tuning.SettingsFor(score);
        var fingerprint = TuningFingerprint.Of(pipeline, tuning, settings, dataHash);
        var name = $"{pipeline.Name}.{candidate}-{fingerprint[..NamedDigits]}";
        if (await studies.FindAsync(name, cancellationToken) is { } known)
            return known;
        try
        {
            return await studies.CreateAsync(new NewStudy { Name = name, Settings = settings, Experiment = pipeline.Name, Parent = recorder.Run.Id, Fingerprint = fingerprint, IsOwned = true }, cancellationToken);
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.AlreadyExists)
        {
            // Another process that trains the same was faster; both search in one study.
            return await studies.GetAsync(name, cancellationToken);
        }
    }

    private static string Describe(TunedCandidate candidate, Score score)
    {
        var pruned = candidate.Trials.Count(trial => trial.Trial.State == TrialState.Pruned);
        var failed = candidate.Trials.Count(trial => trial.Trial.State == TrialState.Failed);
        var before = candidate.Trials.Count - candidate.NewTrials;
        string[] counts =
        [
            $"{candidate.Trials.Count} trials",
            .. before > 0 ? [$"{before} from before"] : Array.Empty<string>(),
            .. pruned > 0 ? [$"{pruned} pruned"] : Array.Empty<string>(),
            .. failed > 0 ? [$"{failed} failed"] : Array.Empty<string>(),
        ];
        var found = string.Join(", ", candidate.Best.Trial.Parameters.Select(pair => pair.Value is double number ? FormattableString.Invariant($"{pair.Key} {number:g4}") : $"{pair.Key} {ParameterText.Of(pair.Value)}"));
        return FormattableString.Invariant($"{candidate.Title}: {string.Join(", ", counts)}; {score.Title} {candidate.Best.Trial.Value:0.0000} with {found}");
    }

    private static SakerException NoneComplete(string title, StoredStudy study, IReadOnlyList<StoredTrial> trials)
    {
        var problems = trials.Where(trial => trial.Trial.Reason is not null).GroupBy(trial => trial.Trial.Reason!).Select(group => new Problem($"{group.Count()} of {trials.Count} trials", group.Key)).ToList();
        return problems.Count > 0
            ? new SakerException(ErrorKind.InvalidInput, $"No trial of {title} is complete (study '{study.Name}').", problems)
            : new SakerException(ErrorKind.InvalidInput, $"No trial of {title} is complete (study '{study.Name}'): the time was up before the first one ended. Raise 'time_limit'.", "tune");
    }
}
