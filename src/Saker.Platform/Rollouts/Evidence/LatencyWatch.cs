using Saker.Learning.Scores;
using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Watches a quantile of the latency.</summary>
internal sealed class LatencyWatch : GuardWatch
{
    private const double MicrosecondsPerMillisecond = 1_000;

    private readonly QuantileEvidence _quantile;
    private HitCounts _control;
    private HitCounts _candidate;

    public LatencyWatch(RolloutGuard guard, int arm, GuardState? state)
        : base(guard, arm)
    {
        _quantile = new QuantileEvidence(new QuantileSettings { Quantile = guard.Quantile, Tolerance = Math.Min(guard.Tolerance, 10), BucketsPerDoubling = LatencyGrid.PerDoubling, Least = guard.Least.TotalMicroseconds }, state?.Quantile);
        if (state is not null)
            (_control, _candidate) = (state.Control, state.Candidate);
    }

    protected override ISequentialEvidence Evidence => _quantile;

    public override void Add(EvidenceBlock block)
    {
        var (control, candidate) = (block.Arms[0].Latencies, block.Arms[Arm].Latencies);
        (_control, _candidate) = (_control + new HitCounts(Sum(control), 0), _candidate + new HitCounts(Sum(candidate), 0));
        _quantile.Add(control, candidate, block.Arms[0].ByKey(key => key.Above(Guard.Quantile)), block.Arms[Arm].ByKey(key => key.Above(Guard.Quantile)));
    }

    public override GuardState ToState() => new() { Guard = Guard.Name, Arm = Arm, Control = _control, Candidate = _candidate, Quantile = _quantile.ToState() };

    protected override GuardVerdict Measure() => Measured(
        EffectUnit.QuantileRatio,
        new ArmValue(_control.Count, null, Finite(_quantile.ControlValue / MicrosecondsPerMillisecond)),
        new ArmValue(_candidate.Count, null, Finite(_quantile.CandidateValue / MicrosecondsPerMillisecond))) with
    {
        Least = Guard.Least.TotalMilliseconds,
    };

    // Of short times a factor beyond the tolerance is no harm as long as it is less than what is none in any case.
    protected override bool IsWithin(GuardVerdict verdict, Interval interval) =>
        base.IsWithin(verdict, interval) || _quantile.ExcessInterval(Level).High <= Guard.Least.TotalMicroseconds;

    private static long Sum(long[] counts)
    {
        var sum = 0L;
        foreach (var count in counts)
            sum += count;
        return sum;
    }
}
