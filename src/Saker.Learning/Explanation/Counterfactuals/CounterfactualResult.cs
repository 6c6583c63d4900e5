namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>Ways to another answer for one row, the cheapest first; or why none was found.</summary>
/// <param name="Score">What the model says of the row as it is: of several classes the probability of its label.</param>
/// <param name="Label">Its label.</param>
/// <param name="Found">Empty when there is none within the rules.</param>
/// <param name="Reason">Why none was found, with the nearest that the rules allow; null when some were.</param>
/// <param name="EvaluationCount">How many rows the model was asked about.</param>
public sealed record CounterfactualResult(double Score, string? Label, IReadOnlyList<Counterfactual> Found, string? Reason, long EvaluationCount);
