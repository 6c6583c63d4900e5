using Saker.Learning.Scores;

namespace Saker.Platform.Gates.Kinds;

/// <summary>A score on all rows.</summary>
internal sealed record ScoreGate(Score Score, Bound Bound) : Gate
{
    public override string Name => $"scores.{Score.Name}";

    public override string Asked => $"{Score.Title} is {Bound.Words}";

    public override string Terms => Bound.Terms;

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var probability = await evidence.GetProbabilityAsync(cancellationToken);
        var scores = new RowScores(evidence.Rows.Target, evidence.Candidate.Threshold, evidence.Seed);
        int[] rows = [.. Enumerable.Range(0, probability.Length)];
        return Against(Bound, scores.Measure(Score, probability, rows), scores.Estimate(Score, probability, rows, Interval.DefaultLevel, cancellationToken));
    }
}
