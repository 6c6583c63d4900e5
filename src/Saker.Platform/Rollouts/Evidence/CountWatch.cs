using Saker.Learning.Scores;
using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Watches a share of requests: those that failed, were refused, or were answered by others.</summary>
internal sealed class CountWatch : GuardWatch
{
    /// <summary>Half a percentage point.</summary>
    private const double NegligibleDifference = 0.005;

    private readonly OddsEvidence _odds;
    private HitCounts _control;
    private HitCounts _candidate;

    public CountWatch(RolloutGuard guard, int arm, GuardState? state)
        : base(guard, arm)
    {
        _odds = new OddsEvidence(new OddsSettings { Tolerance = Math.Min(1 + guard.Tolerance, 10) }, state?.Odds);
        if (state is not null)
            (_control, _candidate) = (state.Control, state.Candidate);
    }

    protected override ISequentialEvidence Evidence => _odds;

    public override void Add(EvidenceBlock block)
    {
        var (control, candidate) = (CountsOf(block.Arms[0].Counts), CountsOf(block.Arms[Arm].Counts));
        (_control, _candidate) = (_control + control, _candidate + candidate);
        _odds.Add(control, candidate, block.Arms[0].ByKey(key => key.Of(Guard.Kind)), block.Arms[Arm].ByKey(key => key.Of(Guard.Kind)));
    }

    public override GuardState ToState() => new() { Guard = Guard.Name, Arm = Arm, Control = _control, Candidate = _candidate, Odds = _odds.ToState() };

    // Where hardly anybody was hit, odds say nothing, and an equal candidate never has odds below equal ones: a difference of shares that nobody would mind is within too.
    protected override bool IsWithin(GuardVerdict verdict, Interval interval) =>
        base.IsWithin(verdict, interval) || SharesOf(_candidate).High - SharesOf(_control).Low <= NegligibleDifference;

    private static Interval SharesOf(HitCounts counts) => new ShareEvidence(new ShareSettings { Limit = 0.5 }, counts).Interval((1 + Level) / 2);

    protected override GuardVerdict Measure() => Measured(EffectUnit.OddsRatio, ValueOf(_control), ValueOf(_candidate));

    private HitCounts CountsOf(ArmCounts counts) => new(counts.RequestCount, Guard.Kind switch
    {
        GuardKind.Refusals => counts.RefusalCount,
        GuardKind.Fallback => counts.FallbackCount,
        _ => counts.ErrorCount,
    });

    private static ArmValue ValueOf(HitCounts counts) => new(counts.Count, counts.Hits, Finite(counts.Share));
}
