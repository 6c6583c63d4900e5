using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Platform.Gates.Kinds;

/// <summary>A score on all rows.</summary>
internal sealed record ScoreGate(TaskScore<BinaryPredictions> Score, Bound Bound) : Gate
{
    public override string Name => $"scores.{Score.Name}";

    public override string Asked => $"{Score.Title} is {Bound.Words}";

    public override string Terms => Bound.Terms;

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var (measured, finding) = RowScores.Measure(Score, await evidence.GetPredictionsAsync(cancellationToken), evidence.Seed, cancellationToken);
        return finding is null ? Against(Bound, measured.Value, measured.Interval) : Result(GateOutcome.NotMeasurable, finding);
    }
}
