using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Watches what becomes known late: how wrong predictions were, or a business metric.</summary>
internal sealed class OutcomeWatch : GuardWatch
{
    private readonly MeanEvidence _means;

    public OutcomeWatch(RolloutGuard guard, int arm, GuardState? state)
        : base(guard, arm)
    {
        _means = new MeanEvidence(new MeanSettings { Harm = HarmOf(guard.Direction), Tolerance = guard.Tolerance }, state?.Mean);
        Present = state?.Present;
    }

    /// <summary>What the arms come to with corrected values, the control first; null where nothing can be corrected.</summary>
    public IReadOnlyList<Moments>? Present { get; set; }

    protected override ISequentialEvidence Evidence => _means;

    /// <summary>Adds what became known of requests of about the same time.</summary>
    public void Add(Moments control, Moments candidate) => _means.Add(control, candidate);

    /// <summary>How many requests stand and fall together.</summary>
    public void Presume(double designEffect) => _means.Presume(designEffect);

    public override GuardState ToState() => new() { Guard = Guard.Name, Arm = Arm, Mean = _means.ToState(), Present = Present };

    protected override GuardVerdict Measure() => Measured(EffectUnit.Difference, ValueOf(0, _means.Control, _means.ComparedControl), ValueOf(Arm, _means.Candidate, _means.ComparedCandidate)) with
    {
        Together = _means.DesignEffect > 1 ? _means.DesignEffect : null,
    };

    // The evidence goes by values as they came first; people are shown what is known now. The mean is that of the comparison, moved by as much as corrections have moved the mean of all.
    private ArmValue ValueOf(int arm, Moments taken, double compared)
    {
        var known = Present is { } present && arm < present.Count && present[arm].Count > 0 ? present[arm] : taken;
        return new ArmValue(known.Count, null, known.Count == 0 ? null : Finite(compared + known.Mean - taken.Mean) ?? known.Mean);
    }
}
