namespace Saker.Learning.Selection;

/// <summary>Said after each fit.</summary>
/// <param name="Candidate">The candidate's name.</param>
/// <param name="FoldIndex">The fold that was just done.</param>
/// <param name="FoldsDone">Folds of this candidate that are done.</param>
/// <param name="FoldCount">Folds of each candidate.</param>
/// <param name="FitsDone">Fits done of all candidates.</param>
/// <param name="FitCount">Fits in all.</param>
/// <param name="LastScore">The score of the fold that was just done.</param>
public sealed record CrossValidationProgress(string Candidate, int FoldIndex, int FoldsDone, int FoldCount, int FitsDone, int FitCount, double LastScore);
