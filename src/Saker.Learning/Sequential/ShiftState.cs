namespace Saker.Learning.Sequential;

/// <summary>What <see cref="ShiftEvidence"/> remembers; plain numbers, to be kept as JSON.</summary>
public sealed record ShiftState
{
    /// <summary>Values per bin of both arms until the warm-up is over, on which the levels rest.</summary>
    public required IReadOnlyList<long> Learned { get; init; }

    /// <summary>Whether the warm-up is over.</summary>
    public required bool IsLearned { get; init; }

    /// <summary>Of the control per level, waiting for more.</summary>
    public required IReadOnlyList<long> PendingControl { get; init; }

    /// <summary>Of the candidate per level, waiting for more.</summary>
    public required IReadOnlyList<long> PendingCandidate { get; init; }

    /// <summary>Requests of blocks that were tested since the shares of the arms changed.</summary>
    public ArmTotals Since { get; init; }

    /// <summary>How much the tested blocks told: half the harmonic means of the arms' counts, summed.</summary>
    public required double Told { get; init; }

    /// <summary>Bets on a shift up; null where it is no harm.</summary>
    public WealthState? Higher { get; init; }

    /// <summary>Bets on a shift down.</summary>
    public WealthState? Lower { get; init; }

    /// <summary>What all tested blocks together say of each alternative; empty where requests are dealt to arms.</summary>
    public IReadOnlyList<double> Likelihoods { get; init; } = [];

    /// <summary>Of the values themselves, for the effect and its interval.</summary>
    public required MeanState Means { get; init; }
}
