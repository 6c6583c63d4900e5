using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Learning.Tuning;

namespace Saker.Platform.Pipelines;

/// <summary>The objective of a candidate's search: the mean score over the folds that candidates are compared on. After each fold the mean so far is reported.</summary>
internal sealed class TuningFolds(Score score, int seed, IReadOnlyList<Fold> folds, Func<Fold, CancellationToken, PreparedFold> prepare)
{
    private readonly Lock _lock = new();
    private readonly PreparedFold?[] _prepared = new PreparedFold?[folds.Count];

    public async Task<TrialResult> EvaluateAsync(Trainer trainer, ActiveTrial trial, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        for (var i = 0; i < folds.Count; i++)
        {
            var prepared = Prepared(i, cancellationToken);
            var fitted = prepared.Fit(trainer, seed, cancellationToken);
            sum += score.Compute(prepared.ValidationTarget, fitted.Predict(prepared.Validation));
            if (await trial.ReportAsync(i + 1, sum / (i + 1), cancellationToken) && i + 1 < folds.Count)
                return TrialResult.Pruned;
        }
        return TrialResult.Of(sum / folds.Count);
    }

    // Every trial needs every fold, so they are kept.
    private PreparedFold Prepared(int fold, CancellationToken cancellationToken)
    {
        lock (_lock)
            return _prepared[fold] ??= prepare(folds[fold], cancellationToken);
    }
}
