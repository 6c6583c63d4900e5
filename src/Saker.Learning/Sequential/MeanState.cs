namespace Saker.Learning.Sequential;

/// <summary>What <see cref="MeanEvidence"/> remembers; plain numbers, to be kept as JSON.</summary>
public sealed record MeanState
{
    /// <summary>Of the control, over blocks that were taken.</summary>
    public required Moments Control { get; init; }

    /// <summary>Of the candidate, over blocks that were taken.</summary>
    public required Moments Candidate { get; init; }

    /// <summary>Of the control, waiting for more.</summary>
    public required Moments PendingControl { get; init; }

    /// <summary>Of the candidate, waiting for more.</summary>
    public required Moments PendingCandidate { get; init; }

    /// <summary>Requests of blocks that were tested since the shares of the arms changed.</summary>
    public ArmTotals Since { get; init; }

    /// <summary>Of the control around the means of its blocks: squared deviations, and their degrees of freedom as the count.</summary>
    public required BlockSquares ControlWithin { get; init; }

    /// <summary>The same of the candidate.</summary>
    public required BlockSquares CandidateWithin { get; init; }

    /// <summary>Whether all values were 0 or 1.</summary>
    public required bool IsBinary { get; init; }

    /// <summary>The sum of the weights of blocks: half the harmonic mean of the arms' counts.</summary>
    public required double Weight { get; init; }

    /// <summary>The sum of differences of means times weights.</summary>
    public required double Difference { get; init; }

    /// <summary>The sum of the control's means times weights; null where it was not kept from the beginning.</summary>
    public double? Level { get; init; }

    /// <summary>The sum of squared weights over the control's counts.</summary>
    public required double ControlSpread { get; init; }

    /// <summary>The sum of squared weights over the candidate's counts.</summary>
    public required double CandidateSpread { get; init; }

    /// <summary>What is known of callers; null where requests are dealt to arms.</summary>
    public KeySpreadState? Spread { get; init; }
}
