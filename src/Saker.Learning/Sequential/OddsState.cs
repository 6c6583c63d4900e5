namespace Saker.Learning.Sequential;

/// <summary>What <see cref="OddsEvidence"/> remembers; plain numbers, to be kept as JSON.</summary>
public sealed record OddsState
{
    /// <summary>Of the control, in blocks that were tested.</summary>
    public required HitCounts Control { get; init; }

    /// <summary>Of the candidate, in blocks that were tested.</summary>
    public required HitCounts Candidate { get; init; }

    /// <summary>Of the control, waiting for more.</summary>
    public required HitCounts PendingControl { get; init; }

    /// <summary>Of the candidate, waiting for more.</summary>
    public required HitCounts PendingCandidate { get; init; }

    /// <summary>Requests of blocks that were tested since the shares of the arms changed.</summary>
    public ArmTotals Since { get; init; }

    /// <summary>Numerator of the odds ratio of Mantel and Haenszel.</summary>
    public required double Against { get; init; }

    /// <summary>Its denominator.</summary>
    public required double For { get; init; }

    /// <summary>At every odds ratio of the grid, the logarithm of the normaliser over all blocks.</summary>
    public required IReadOnlyList<double> Normalisers { get; init; }

    /// <summary>How much the tested blocks told: the sum of variances of the candidate's hits.</summary>
    public required double Told { get; init; }

    /// <summary>Bets on more hits of the candidate; null where they are no harm.</summary>
    public WealthState? Higher { get; init; }

    /// <summary>Bets on fewer.</summary>
    public WealthState? Lower { get; init; }

    /// <summary>What is known of callers; null where requests are dealt to arms.</summary>
    public KeySpreadState? Spread { get; init; }
}
