using Saker.Data;
using Saker.Learning.Neural.Training;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Trainers;

namespace Saker.Learning.Selection;

/// <summary>Compares candidates by cross-validation: the same folds and the same prepared features for all of them.</summary>
public sealed record CrossValidation
{
    /// <summary>What candidates are compared by.</summary>
    public required Score Score { get; init; }

    /// <summary>Given to every fit.</summary>
    public required int Seed { get; init; }

    /// <summary>How many fits may run at once; it changes the time, never the result.</summary>
    public required int MaxDegree { get; init; }

    /// <summary>Which candidate is taken.</summary>
    public SelectionRule Rule { get; init; } = SelectionRule.Default;

    /// <summary>Told within fits, on the threads that fit, several at once; it must return soon. Null when nobody watches.</summary>
    public IProgress<FoldRound>? Rounds { get; init; }

    /// <summary>Where fits that last keep their state, see <see cref="FitWatch.Checkpoints"/>; null for nowhere.</summary>
    public TrainingCheckpoints? Checkpoints { get; init; }

    /// <summary>Measures how long fits take.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Fits every candidate on every fold.</summary>
    /// <param name="candidates">At least one, with different names.</param>
    /// <param name="folds">At least two, the same for all candidates; from <see cref="StratifiedFolds"/> or a scheme of <see cref="Schemes"/>. No part may be empty.</param>
    /// <param name="prepare">Fits preparation on the fold's training rows and applies it to both parts. Called once per fold, on any thread, several folds at once.</param>
    /// <param name="progress">Told after each fit, one call at a time, on the thread that fitted; it must return soon. Null when nobody watches.</param>
    /// <param name="cancellationToken">Stops between fits, and within fits that honour it.</param>
    /// <exception cref="SakerException">The candidates or folds do not fit, or a fit failed, which stops the others.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public CrossValidationResult Run(
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Fold> folds,
        Func<Fold, CancellationToken, PreparedFold> prepare,
        IProgress<CrossValidationProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (candidates.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There is no candidate to compare; give at least one trainer.", "candidates");
        if (candidates.GroupBy(candidate => candidate.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SakerException(ErrorKind.InvalidInput, $"Two candidates are named '{twice.Key}'; give each its own name.", "candidates");
        if (folds.Count < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"Cross-validation needs at least 2 folds; got {folds.Count}.", "folds");
        foreach (var fold in folds)
            Require(fold);
        if (MaxDegree < 1)
            throw new SakerException(ErrorKind.InvalidInput, $"The number of fits at once must be at least 1; got {MaxDegree}.", "degree");
        var race = new CandidateRace(this, candidates, folds, prepare, progress);
        race.Run(cancellationToken);
        return race.Gather();
    }

    private static void Require(Fold fold)
    {
        if (fold.Train.Count == 0 || fold.Validation.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"Fold {fold.Index} has {fold.Train.Count} rows to learn from and {fold.Validation.Count} to predict; both need some.", "folds");
        var learnt = fold.Train.ToHashSet();
        if (fold.Validation.FirstOrDefault(learnt.Contains, -1) is >= 0 and var row)
            throw new SakerException(ErrorKind.InvalidInput, $"Fold {fold.Index} learns from row {row} and predicts it; a row may be in one part only.", "folds");
    }
}
