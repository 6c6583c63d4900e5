using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Watches how many requests a candidate in the shadow answers otherwise than the control.</summary>
internal sealed class AgreementWatch(RolloutGuard guard, int arm, GuardState? state) : GuardWatch(guard, arm)
{
    private readonly ShareEvidence _share = new(new ShareSettings { Limit = guard.Tolerance }, state?.Candidate ?? default);

    protected override ISequentialEvidence Evidence => _share;

    public override bool IsPaired => true;

    public override void Add(EvidenceBlock block)
    {
        if (Arm < block.Shadows.Length && block.Shadows[Arm] is { RequestCount: > 0 } shadow)
            _share.Add(new HitCounts(shadow.RequestCount, shadow.DisagreementCount));
    }

    public override GuardState ToState() => new() { Guard = Guard.Name, Arm = Arm, Candidate = _share.Counts };

    // The control agrees with itself.
    protected override GuardVerdict Measure() => Measured(
        EffectUnit.Share, new ArmValue(_share.Counts.Count, 0, 0), new ArmValue(_share.Counts.Count, _share.Counts.Hits, Finite(_share.Counts.Share)));
}
