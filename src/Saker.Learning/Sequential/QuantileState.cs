namespace Saker.Learning.Sequential;

/// <summary>What <see cref="QuantileEvidence"/> remembers; plain numbers, to be kept as JSON. Counts after the last one above 0 are left out.</summary>
public sealed record QuantileState
{
    public required OddsState Exceedances { get; init; }

    /// <summary>Of the control, per bucket.</summary>
    public required IReadOnlyList<long> Control { get; init; }

    /// <summary>Of the candidate, per bucket.</summary>
    public required IReadOnlyList<long> Candidate { get; init; }

    /// <summary>Of the control, those of longer ago counting less.</summary>
    public required IReadOnlyList<double> Recent { get; init; }
}
