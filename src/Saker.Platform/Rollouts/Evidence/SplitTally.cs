using Saker.Data.Profiles;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Counts the requests that were assigned by one revision of a rollout's split. Thread-safe.</summary>
internal sealed class SplitTally
{
    private readonly ArmTally[] _arms;
    private readonly ShadowTally[] _shadows;

    public SplitTally(string endpoint, string rollout, long revision, int armCount, bool isShadow, EvidenceOptions options, ArmWarmth? warmth = null, LatencyThresholds? thresholds = null)
    {
        (Endpoint, Rollout, Revision) = (endpoint, rollout, revision);
        Thresholds = thresholds;
        Warmth = warmth ?? new ArmWarmth(armCount);
        var seed = (long)(StableHash.Of(rollout) ^ StableHash.Of(revision));
        _arms = [.. Enumerable.Range(0, armCount).Select(arm => new ArmTally(options.MaxScores, unchecked(seed + arm), thresholds))];
        _shadows = isShadow ? [.. Enumerable.Range(0, armCount).Select(arm => new ShadowTally(options.MaxScores, unchecked(seed - arm - 1)))] : [];
    }

    public string Endpoint { get; }

    public string Rollout { get; }

    /// <summary>The same for all splits of the rollout.</summary>
    public ArmWarmth Warmth { get; }

    /// <summary>The same for all splits of the rollout; null where requests and not callers fall to arms.</summary>
    public LatencyThresholds? Thresholds { get; }

    /// <summary>The arms' shares in basis points.</summary>
    public IReadOnlyList<int> Weights
    {
        get;
        init
        {
            field = value;
            IsWarm = Warmth.IsWarm(value);
        }
    } = [];

    public long Revision { get; }

    /// <summary>How many flushes in a row had nothing to take.</summary>
    public int IdleCount { get; private set; }

    /// <summary>Whether latencies are counted: decided when a block begins, so that all of it is of one kind.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>Counts towards being warm: what another version was asked instead warms nothing.</summary>
    public void CountAsked(int arm, bool isUnavailable)
    {
        if (!isUnavailable)
            Warmth.Count(arm);
    }

    public void Add(int arm, in ArmCall call)
    {
        if ((uint)arm < (uint)_arms.Length)
            _arms[arm].Add(call);
    }

    /// <summary>The tally of a candidate in the shadow; null where nothing is mirrored.</summary>
    public ShadowTally? Shadow(int arm) => (uint)arm < (uint)_shadows.Length ? _shadows[arm] : null;

    /// <summary>Takes what was counted since the last time; null when nothing was. One caller at a time.</summary>
    public (ArmBlock[] Arms, ShadowBlock[] Shadows)? Take()
    {
        ArmBlock[] arms = [.. _arms.Select(arm => arm.Take())];
        Thresholds?.Learn(arms[0].Latencies);
        ShadowBlock[] shadows = [.. _shadows.Select(shadow => shadow.Take())];
        IsWarm = IsWarm || Warmth.IsWarm(Weights);
        if (arms.All(arm => arm.IsEmpty) && shadows.All(shadow => shadow.IsEmpty))
        {
            IdleCount++;
            return null;
        }
        IdleCount = 0;
        return (arms, shadows);
    }
}
