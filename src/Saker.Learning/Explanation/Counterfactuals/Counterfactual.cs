namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>A way to another answer, which the model itself has confirmed.</summary>
/// <param name="Changes">What changes, and nothing else.</param>
/// <param name="Score">What the model then says: of several classes the probability of its label then.</param>
/// <param name="Label">Its label then; null where it gives none.</param>
/// <param name="Cost">Of the changes: a number's step as a share of its range from the 5th to the 95th percentile, 1 for another text.</param>
public sealed record Counterfactual(IReadOnlyList<ColumnChange> Changes, double Score, string? Label, double Cost);
