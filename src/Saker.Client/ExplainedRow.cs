namespace Saker.Client;

/// <summary>Why one prediction is what it is.</summary>
/// <param name="Total">The base and all factors.</param>
/// <param name="Probability">The total as a probability; null where it is none.</param>
/// <param name="Factors">What each column adds, the largest first.</param>
public sealed record ExplainedRow(double Total, double? Probability, IReadOnlyList<ExplainedFactor> Factors)
{
    /// <summary>Of several classes the one that is explained; null of other models.</summary>
    public string? Class { get; init; }

    /// <summary>What the row's factors start from where rows of more than one class are explained; else null, and <see cref="ExplanationInfo.Base"/> holds.</summary>
    public double? Base { get; init; }
}
