namespace Saker.Learning.Selection.Leakage;

/// <summary>What a column alone says of the target, on rows that were not looked at.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Score">Area under the ROC curve, of the class that it tells best; for a target of numbers the share of variance explained, at least 0.</param>
public sealed record ColumnScore(string Column, double Score);
