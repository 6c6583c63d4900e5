using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Platform.Gates.Kinds;

/// <summary>A score on all rows.</summary>
internal sealed record ScoreGate(GateScore Score, Bound Bound) : Gate
{
    public override string Name => $"scores.{Score.Name}";

    public override string Asked => $"{Score.Title} is {Bound.Words}";

    public override string Terms => Bound.Terms;

    public override bool Judges(ScoreTask task) => Score.Task == task;

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var (measured, finding) = await Score.MeasureAsync(evidence, rows: null, cancellationToken);
        return finding is null ? Against(Bound, measured.Value, measured.Interval) : Result(GateOutcome.NotMeasurable, finding);
    }
}
