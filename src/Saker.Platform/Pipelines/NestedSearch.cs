using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Tuning;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Searches for the settings of candidates anew on the inner folds of an outer one, so that nested cross-validation measures the search with the choice. Its trials are no runs and are not
/// kept: they say nothing of the model that is trained in the end.
/// </summary>
internal sealed class NestedSearch(Pipeline pipeline, Func<Fold, CancellationToken, PreparedFold> prepare, TimeProvider time)
{
    /// <summary>The candidates with what the searches found for these folds.</summary>
    /// <exception cref="SakerException">No trial of a search is complete.</exception>
    public async Task<IReadOnlyList<Candidate>> SearchAsync(IReadOnlyList<Fold> folds, CancellationToken cancellationToken)
    {
        var score = ScoreCatalogue.Get(pipeline.Target.Task, pipeline.Select.Score);
        var objective = new TuningFolds(score, pipeline.Split.Seed, folds, prepare);
        var candidates = pipeline.Candidates.ToList();
        foreach (var tuning in pipeline.Tuning)
        {
            var study = new Study(tuning.SettingsFor(score));
            await new StudyRunner(study, time).RunAsync((trial, token) => objective.EvaluateAsync(tuning.Create(trial.Parameters), trial, token), tuning.Limits, cancellationToken);
            candidates[tuning.Position] = study.Best is { } best
                ? tuning.Create(best.Parameters)
                : throw new SakerException(ErrorKind.InvalidInput, $"No trial of the search for {candidates[tuning.Position].Title} is complete on the inner folds: {study.Trials.Select(trial => trial.Reason).FirstOrDefault(reason => reason is not null) ?? "all were pruned"}.", "select.nested");
        }
        return CandidateNames.Of(candidates);
    }
}
