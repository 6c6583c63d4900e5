namespace Saker.Learning.Explanation.Lime;

/// <summary>A linear function that speaks for a model around one row.</summary>
/// <param name="Factors">What it adds that a column is as it is in the row (in the same quarter of the reference, or the same category), the largest first; in the output's unit.</param>
/// <param name="Intercept">What the function gives a row that differs in every column.</param>
/// <param name="Local">What the function gives the row itself.</param>
/// <param name="Answer">What the model gives it.</param>
/// <param name="Fidelity">The weighted R squared over the samples: how much of the model's answers around the row the function tells, at most 1.</param>
/// <param name="Unit">Of factors, intercept and answers.</param>
public sealed record LimeExplanation(IReadOnlyList<Attribution> Factors, double Intercept, double Local, double Answer, double Fidelity, ExplainedUnit Unit)
{
    /// <summary>Of several classes the one whose probability this is about; null of other models.</summary>
    public string? Class { get; init; }
}
