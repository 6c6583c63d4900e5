namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What a mitigation makes even between groups.</summary>
public enum FairnessConstraint
{
    /// <summary>The rate of favourable predictions.</summary>
    DemographicParity,

    /// <summary>That rate among rows whose label is favourable.</summary>
    EqualOpportunity,

    /// <summary>That rate among rows of either label.</summary>
    EqualizedOdds,
}
