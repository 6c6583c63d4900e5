namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What one strength of a mitigation gives on rows that training has not seen.</summary>
public sealed record PricePoint
{
    /// <summary>The strength of the weights, or the slack between groups; null for the model as it is without mitigation.</summary>
    public double? Setting { get; init; }

    /// <summary>Whether this is what the model has that is served.</summary>
    public bool IsTaken { get; init; }

    public required Rate Accuracy { get; init; }

    /// <summary>The mean of the shares of positive and of negative rows that are said right.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>The measures of the attribute, all groups but the privileged one together.</summary>
    public required IReadOnlyList<FairnessMeasure> Measures { get; init; }

    public FairnessMeasure? Find(string measure) => Measures.FirstOrDefault(candidate => candidate.Name == measure);
}
