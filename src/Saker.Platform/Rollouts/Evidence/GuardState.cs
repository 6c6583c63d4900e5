using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What a guard remembers of one candidate; only what its kind needs is set.</summary>
internal sealed record GuardState
{
    public required string Guard { get; init; }

    public required int Arm { get; init; }

    /// <summary>Hits of both arms, of shares.</summary>
    public HitCounts Control { get; init; }

    public HitCounts Candidate { get; init; }

    public OddsState? Odds { get; init; }

    public QuantileState? Quantile { get; init; }

    public ShiftState? Shift { get; init; }

    public MeanState? Mean { get; init; }

    /// <summary>Bins of scores, once they are fixed.</summary>
    public IReadOnlyList<double>? Centres { get; init; }

    /// <summary>The control's scores until then.</summary>
    public IReadOnlyList<float>? Learned { get; init; }

    /// <summary>The candidate's scores until then.</summary>
    public IReadOnlyList<float>? LearnedOfCandidate { get; init; }

    /// <summary>The standard deviation of the control's scores, once it is fixed.</summary>
    public double? Spread { get; init; }

    /// <summary>Of the differences between scores of the same requests.</summary>
    public Moments Differences { get; init; }

    /// <summary>Of the control's scores.</summary>
    public Moments ControlScores { get; init; }

    /// <summary>Of the candidate's scores.</summary>
    public Moments CandidateScores { get; init; }

    /// <summary>What the arms come to with corrected values, the control first; null where nothing can be corrected.</summary>
    public IReadOnlyList<Moments>? Present { get; init; }
}
