using Saker.Data;

namespace Saker.Learning.Drift;

/// <summary>What was found of one column. Missing values are left out here; see <see cref="QualityDrift"/>.</summary>
public sealed record ColumnDrift
{
    public required string Column { get; init; }

    public required ColumnType ReferenceType { get; init; }

    public required ColumnType CurrentType { get; init; }

    /// <summary>Values of the reference that were compared.</summary>
    public required long ReferenceCount { get; init; }

    /// <summary>Values that were compared with them.</summary>
    public required long CurrentCount { get; init; }

    /// <summary>Whether the rows themselves were compared, or their profiles.</summary>
    public DriftBasis Basis { get; init; }

    /// <summary>What measures how far the sides are apart.</summary>
    public required DriftMeasure Measure { get; init; }

    /// <summary>In the unit of the measure; NaN when it is not defined.</summary>
    public required double Statistic { get; init; }

    /// <summary>From where the statistic is large; of a test, below which p it is.</summary>
    public required double Threshold { get; init; }

    /// <summary>Whether the column has drifted and the measure says by much.</summary>
    public bool IsLarge { get; init; }

    /// <summary>What tells drift from chance: Kolmogorov-Smirnov, chi-squared or two shares, or the measure itself when it is a test.</summary>
    public required DriftMeasure Test { get; init; }

    /// <summary>How likely such a difference is without drift; NaN when nothing could be tested.</summary>
    public required double PValue { get; init; }

    /// <summary>The p-value raised for how many columns were tested (Benjamini and Hochberg 1995).</summary>
    public double CorrectedPValue { get; init; } = double.NaN;

    /// <summary>The share of rows, at least, that lie elsewhere, 0 to 1: the largest difference of the shares up to a number, or the total variation of categories.</summary>
    public required double EffectSize { get; init; }

    /// <summary>By how much the effect may be wrong, 0 to 1: 0 for rows, the stated error of the sketches for profiles. Drift is only called when it is there in any case.</summary>
    public required double EffectError { get; init; }

    /// <summary>Whether the difference is none of chance, and not too small to matter.</summary>
    public bool Drifted { get; init; }

    /// <summary>Why the column was not compared; null when it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>What moved, in words.</summary>
    public required string Summary { get; init; }

    public required DriftBins Bins { get; init; }
}
