using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Follows one guard for one candidate, block by block. One user at a time.</summary>
internal abstract class GuardWatch(RolloutGuard guard, int arm)
{
    /// <summary>How sure the intervals are that are shown; alarms go by the guard's risk alone.</summary>
    protected const double Level = Interval.DefaultLevel;

    public RolloutGuard Guard => guard;

    /// <summary>The candidate's number.</summary>
    public int Arm => arm;

    /// <summary>The natural logarithm of the e-value.</summary>
    public double LogEvidence => Evidence.LogEvidence;

    protected abstract ISequentialEvidence Evidence { get; }

    /// <summary>Opens the watch of a guard where it was left.</summary>
    /// <param name="guard">With its risk.</param>
    /// <param name="arm">The candidate's number.</param>
    /// <param name="isShadow">Whether candidates run in the shadow.</param>
    /// <param name="state">Null to begin.</param>
    public static GuardWatch Open(RolloutGuard guard, int arm, bool isShadow, GuardState? state)
    {
        try
        {
            return Make(guard, arm, isShadow, state);
        }
        catch (SakerException) when (state is not null)
        {
            // Kept by a Saker whose statistics remember other things: it begins anew.
            return Make(guard, arm, isShadow, state: null);
        }
    }

    private static GuardWatch Make(RolloutGuard guard, int arm, bool isShadow, GuardState? state) => guard.Kind switch
    {
        GuardKind.ErrorRate or GuardKind.Refusals or GuardKind.Fallback => new CountWatch(guard, arm, state),
        GuardKind.Latency => new LatencyWatch(guard, arm, state),
        GuardKind.Agreement => new AgreementWatch(guard, arm, state),
        GuardKind.ScoreShift when isShadow => new PairedScoreWatch(guard, arm, state),
        GuardKind.ScoreShift => new ScoreWatch(guard, arm, state),
        _ => new OutcomeWatch(guard, arm, state),
    };

    /// <summary>Whether each request is compared with itself, so that it does not matter what else there was.</summary>
    public virtual bool IsPaired => false;

    /// <summary>Adds what one replica saw.</summary>
    public virtual void Add(EvidenceBlock block)
    {
    }

    /// <summary>The shares of the arms have changed: what waits for more is taken as it is.</summary>
    public void Settle() => Evidence.Settle();

    public abstract GuardState ToState();

    /// <param name="names">Of the arms by number.</param>
    public GuardVerdict ToVerdict(IReadOnlyList<string> names)
    {
        var (effect, interval) = (Evidence.Effect, Evidence.Interval(Level));
        var threshold = 1 / guard.Risk!.Value;
        var verdict = Measure() with
        {
            Guard = guard.Name,
            Arm = arm,
            Kind = guard.Kind,
            Effect = Finite(effect),
            Low = Finite(interval.Low),
            High = Finite(interval.High),
            Level = Level,
            LogEvidence = Evidence.LogEvidence,
            Threshold = threshold,
            Risk = guard.Risk.Value,
            Outcome = Evidence.LogEvidence >= Math.Log(threshold) ? GuardOutcome.Harmful : GuardOutcome.Undecided,
        };
        if (verdict.Outcome == GuardOutcome.Undecided && IsWithin(verdict, interval))
            verdict = verdict with { Outcome = GuardOutcome.Within };
        return verdict with { Text = GuardWords.Of(verdict, arm < names.Count ? names[arm] : "candidate") };
    }

    /// <summary>The values of both arms and what the effect is measured in; the rest is filled in.</summary>
    protected abstract GuardVerdict Measure();

    protected GuardVerdict Measured(EffectUnit unit, ArmValue control, ArmValue candidate) => new()
    {
        Guard = guard.Name,
        Arm = arm,
        Outcome = GuardOutcome.Undecided,
        Text = "",
        Kind = guard.Kind,
        Unit = unit,
        Direction = guard.Direction,
        Tolerances = TolerancesOf(unit),
        Control = control,
        Candidate = candidate,
    };

    protected static double? Finite(double value) => double.IsFinite(value) ? value : null;

    protected static Harm HarmOf(HarmDirection direction) => direction switch { HarmDirection.Up => Harm.Higher, HarmDirection.Down => Harm.Lower, _ => Harm.Either };

    /// <summary>The tolerance in the unit of the effect.</summary>
    protected virtual double Tolerance(EffectUnit unit) => unit is EffectUnit.OddsRatio or EffectUnit.QuantileRatio ? 1 + guard.Tolerance : guard.Tolerance;

    private double[] TolerancesOf(EffectUnit unit) => guard.Direction switch
    {
        HarmDirection.Up => [Tolerance(unit)],
        HarmDirection.Down => [-Tolerance(unit)],
        _ => [-Tolerance(unit), Tolerance(unit)],
    };

    protected virtual bool IsWithin(GuardVerdict verdict, Interval interval) => interval.IsKnown && guard.Direction switch
    {
        HarmDirection.Up => interval.High <= verdict.Tolerances[0],
        HarmDirection.Down => interval.Low >= verdict.Tolerances[0],
        _ => interval.Low >= verdict.Tolerances[0] && interval.High <= verdict.Tolerances[1],
    };
}
