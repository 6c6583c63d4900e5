namespace Saker.Learning.Drift;

/// <summary>What was found of the quality of one column.</summary>
public sealed record QualityDrift
{
    public required string Column { get; init; }

    public required QualityKind Kind { get; init; }

    /// <summary>The share of rows of the reference, 0 to 1; of new values the share that the reference lets expect; NaN for columns and types.</summary>
    public required double ReferenceShare { get; init; }

    /// <summary>The share of current rows; NaN for columns and types.</summary>
    public required double CurrentShare { get; init; }

    /// <summary>How likely such a change is by chance; 0 for columns and types.</summary>
    public required double PValue { get; init; }

    /// <summary>The p-value raised for how many things were tested.</summary>
    public double CorrectedPValue { get; init; } = double.NaN;

    /// <summary>Whether the change is none of chance, and not too small to matter.</summary>
    public bool Drifted { get; init; }

    public required string Summary { get; init; }
}
