namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What is done against unevenness; <c>mitigate:</c> of a pipeline file.</summary>
public sealed record MitigationPlan
{
    public const double DefaultSlack = 0.05;
    public const int DefaultIterations = 30;

    public required MitigationMethod Method { get; init; }

    /// <summary>Whose groups are made even.</summary>
    public required ProtectedAttribute Attribute { get; init; }

    /// <summary>What is made even; reweighing knows demographic parity only.</summary>
    public FairnessConstraint Constraint { get; init; }

    /// <summary>The largest difference of rates between two groups that is left on the training rows, 0.001 to 0.5; not for reweighing.</summary>
    public double Slack { get; init; } = DefaultSlack;

    /// <summary>The most fits of the reduction, 2 to 500.</summary>
    public int Iterations { get; init; } = DefaultIterations;

    /// <summary>Groups with fewer training rows are left as they are: a threshold or a price for them would be noise.</summary>
    public int MinGroupSize { get; init; } = FairnessPlan.DefaultMinGroupSize;

    /// <summary>Whether the price is shown at other strengths too; reweighing fits once more for each.</summary>
    public bool Curve { get; init; } = true;

    /// <summary>The measure that the constraint is about.</summary>
    public string Measure => Constraint switch
    {
        FairnessConstraint.EqualOpportunity => MeasureName.EqualOpportunityDifference,
        FairnessConstraint.EqualizedOdds => MeasureName.AverageOddsDifference,
        _ => MeasureName.StatisticalParityDifference,
    };

    public override string ToString() => FormattableString.Invariant($"{Method} {Attribute} {Constraint} slack={Slack} iterations={Iterations} min_group={MinGroupSize}");
}
