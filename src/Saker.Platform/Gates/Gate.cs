using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates;

/// <summary>One thing that a model must meet to be let through.</summary>
internal abstract record Gate
{
    /// <summary>Stable, for programs; unique in its suite.</summary>
    public abstract string Name { get; }

    /// <summary>What is asked, in words that a reviewer understands.</summary>
    public abstract string Asked { get; }

    /// <summary>What is asked, in one line for programs: it changes only when something else is asked.</summary>
    public abstract string Terms { get; }

    /// <summary>Whether it can be asked of models of a task.</summary>
    public virtual bool Judges(ScoreTask task) => task == ScoreTask.Binary;

    /// <summary>Adds what is wrong with asking this of such rows, so that it is known before anything is trained.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="target">The target column.</param>
    /// <param name="labels">The classes; null where they are not known, since the target is not right.</param>
    /// <param name="problems">Collects them; their place is <c>gates</c>.</param>
    public virtual void Check(Table rows, string target, ClassLabels? labels, ICollection<Problem> problems)
    {
    }

    /// <summary>Measures and judges.</summary>
    /// <exception cref="SakerException">It cannot be measured; the message says why.</exception>
    public abstract Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken);

    protected GateResult Result(GateOutcome outcome, string finding, double value = double.NaN, Interval? interval = null, IReadOnlyList<GatePart>? parts = null) => new()
    {
        Name = Name,
        Asked = Asked,
        Outcome = outcome,
        Finding = finding,
        Value = value,
        Interval = interval ?? Interval.Unknown,
        Parts = parts ?? [],
    };

    /// <summary>One figure against a bound.</summary>
    protected GateResult Against(Bound bound, double value, Interval interval, string unit = "")
    {
        var outcome = bound.Judge(value, interval);
        var why = outcome != GateOutcome.NotMeasurable ? ""
            : double.IsNaN(value) ? ": it is not defined on these rows" : ": no interval can be had from these rows";
        return Result(outcome, Bound.Show(value, interval) + unit + why, value, interval);
    }
}
