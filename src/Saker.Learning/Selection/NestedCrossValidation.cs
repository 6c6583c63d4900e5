using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Selection;

/// <summary>
/// Nested cross-validation (Varma and Simon 2006): for each outer fold a candidate is chosen by inner folds of its training rows, and measured on
/// rows that had no part in the choice. The mean is what the whole way of choosing is worth; the best mean of a plain comparison flatters it,
/// because the best of several is partly the luckiest.
/// </summary>
public static class NestedCrossValidation
{
    /// <summary>Chooses and measures once for each outer fold.</summary>
    /// <param name="settings">How candidates are compared on the inner folds.</param>
    /// <param name="candidates">At least one, with different names.</param>
    /// <param name="folds">At least two, from <see cref="NestedFold.Create"/>.</param>
    /// <param name="prepare">As in <see cref="CrossValidation.Run"/>, for inner and outer folds.</param>
    /// <param name="cancellationToken">Stops between fits, and within fits that honour it.</param>
    /// <exception cref="Data.SakerException">The candidates or folds do not fit, or a fit failed.</exception>
    public static NestedResult Run(CrossValidation settings, IReadOnlyList<Candidate> candidates, IReadOnlyList<NestedFold> folds, Func<Fold, CancellationToken, PreparedFold> prepare, CancellationToken cancellationToken) =>
        new() { Score = settings.Score.Name, Folds = [.. folds.Select(fold => Measure(settings, candidates, fold, prepare, cancellationToken))] };

    /// <summary>As the other, with candidates that are made anew for each outer fold, by a search on its inner folds say: then the search is measured with the choice.</summary>
    /// <param name="settings">How candidates are compared on the inner folds.</param>
    /// <param name="candidatesFor">Gives the candidates of an outer fold; it must look at no rows but those of the inner folds.</param>
    /// <param name="folds">At least two, from <see cref="NestedFold.Create"/>.</param>
    /// <param name="prepare">As in <see cref="CrossValidation.Run"/>, for inner and outer folds.</param>
    /// <param name="cancellationToken">Stops between fits, and within fits that honour it.</param>
    /// <exception cref="Data.SakerException">The candidates or folds do not fit, or a fit failed.</exception>
    public static async Task<NestedResult> RunAsync(
        CrossValidation settings, Func<NestedFold, CancellationToken, Task<IReadOnlyList<Candidate>>> candidatesFor, IReadOnlyList<NestedFold> folds, Func<Fold, CancellationToken, PreparedFold> prepare, CancellationToken cancellationToken)
    {
        var scores = new List<NestedScore>(folds.Count);
        foreach (var fold in folds)
            scores.Add(Measure(settings, await candidatesFor(fold, cancellationToken), fold, prepare, cancellationToken));
        return new NestedResult { Score = settings.Score.Name, Folds = scores };
    }

    private static NestedScore Measure(CrossValidation settings, IReadOnlyList<Candidate> candidates, NestedFold fold, Func<Fold, CancellationToken, PreparedFold> prepare, CancellationToken cancellationToken)
    {
        var inner = settings.Run(candidates, fold.Inner, prepare, null, cancellationToken);
        var outer = prepare(fold.Outer, cancellationToken);
        var fitted = outer.Fit(inner.Best.Candidate.Trainer, settings.Seed, cancellationToken);
        var score = settings.Score.Compute(outer.ValidationTarget, fitted.Predict(outer.Validation));
        return new NestedScore(inner.Best.Candidate.Name, inner.Best.Mean, score);
    }
}
