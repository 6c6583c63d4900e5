namespace Saker.Learning.Selection;

/// <summary>One outer fold of nested cross-validation.</summary>
/// <param name="Chosen">The candidate that the inner folds chose.</param>
/// <param name="InnerMean">Its mean on the inner folds.</param>
/// <param name="Score">Its score on the outer rows, which had no part in the choice.</param>
public sealed record NestedScore(string Chosen, double InnerMean, double Score);
