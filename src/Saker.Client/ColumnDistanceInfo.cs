namespace Saker.Client;

/// <summary>How far a column's values moved; a distance that is not defined is left out.</summary>
public sealed record ColumnDistanceInfo
{
    public required string Name { get; init; }

    /// <summary>The share of missing values in the earlier version, 0 to 1.</summary>
    public double? NullShareBefore { get; init; }

    public double? NullShareAfter { get; init; }

    /// <summary>Population stability index: by custom less than 0.1 is no change, more than 0.25 a large one.</summary>
    public double? Psi { get; init; }

    /// <summary>Kolmogorov-Smirnov distance, 0 to 1; numbers only.</summary>
    public double? KolmogorovSmirnov { get; init; }

    /// <summary>Jensen-Shannon divergence in bits, 0 to 1.</summary>
    public double? JensenShannon { get; init; }

    /// <summary>What moved, in words.</summary>
    public required IReadOnlyList<string> Changes { get; init; }
}
