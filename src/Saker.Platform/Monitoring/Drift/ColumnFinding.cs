namespace Saker.Platform.Monitoring.Drift;

/// <summary>How far one column moved.</summary>
public sealed record ColumnFinding
{
    public required string Column { get; init; }

    /// <summary>By what it was measured, such as <c>wasserstein</c>.</summary>
    public required string Measure { get; init; }

    /// <summary>In the measure's own unit; null when it is not defined.</summary>
    public double? Statistic { get; init; }

    /// <summary>From where the measure calls a statistic large; of a test, below which p-value.</summary>
    public double Threshold { get; init; }

    /// <summary>Whether the column moved, and the measure calls it much.</summary>
    public bool IsLarge { get; init; }

    /// <summary>What tells drift from chance, such as <c>kolmogorov_smirnov</c>.</summary>
    public required string Test { get; init; }

    /// <summary>How likely so much is without drift; null when nothing could be tested.</summary>
    public double? PValue { get; init; }

    /// <summary>The same, raised for how many columns were tested (Benjamini and Hochberg 1995).</summary>
    public double? CorrectedPValue { get; init; }

    /// <summary>The share of rows, at least, that lie elsewhere, 0 to 1, whatever the number of rows.</summary>
    public double? Effect { get; init; }

    /// <summary>By how much the effect may be wrong, since traffic is kept as sketches.</summary>
    public double EffectError { get; init; }

    /// <summary>What was compared: <c>profiles</c> of all traffic, or <c>rows</c> of it that were logged.</summary>
    public string Basis { get; init; } = "profiles";

    /// <summary>Values of the traffic that were compared; missing ones do not count.</summary>
    public long RowCount { get; init; }

    /// <summary>Whether the change is none of chance, and not too small to matter.</summary>
    public required bool Drifted { get; init; }

    /// <summary>How much the model goes by the column, as its share of all importances; null when that is not known.</summary>
    public double? Importance { get; init; }

    /// <summary>Effect times importance, where that is known: by this, moved columns are ordered.</summary>
    public double? Weight { get; init; }

    /// <summary>What moved, in words; or why nothing was compared.</summary>
    public required string Summary { get; init; }

    /// <summary>Both distributions; shares sum up to 1 on each side, without missing values.</summary>
    public IReadOnlyList<DistributionBin> Bins { get; init; } = [];
}
