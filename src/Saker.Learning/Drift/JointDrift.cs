namespace Saker.Learning.Drift;

/// <summary>What was found of all columns together.</summary>
public sealed record JointDrift
{
    public required JointMethod Method { get; init; }

    /// <summary>Of MMD the squared discrepancy; of the classifier its ROC AUC, 0.5 when it cannot tell the sides apart.</summary>
    public required double Statistic { get; init; }

    public required double PValue { get; init; }

    /// <summary>Below which p-value it is drift.</summary>
    public required double Alpha { get; init; }

    /// <summary>Rows of the reference that took part.</summary>
    public required int ReferenceRowCount { get; init; }

    public required int CurrentRowCount { get; init; }

    public required bool Drifted { get; init; }

    /// <summary>What tells the sides apart, the most telling first.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
