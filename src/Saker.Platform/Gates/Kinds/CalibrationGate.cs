using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Platform.Gates.Kinds;

/// <summary>The expected calibration error on all rows.</summary>
internal sealed record CalibrationGate(Bound Bound, int BinCount) : Gate
{
    public override string Name => "calibration.ece";

    public override string Asked => $"the expected calibration error over {BinCount} bins is {Bound.Words}";

    public override string Terms => $"{Bound.Terms};bins={BinCount}";

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var (target, probability) = (evidence.Rows.Target, await evidence.GetProbabilityAsync(cancellationToken));
        var interval = new Bootstrap { Seed = evidence.Seed }.Estimate(
            target.Length,
            rows =>
            {
                var (own, given) = (new float[rows.Length], new float[rows.Length]);
                for (var i = 0; i < rows.Length; i++)
                    (own[i], given[i]) = (target[rows[i]], probability[rows[i]]);
                return Calibration.Compute(own, given, BinCount).ExpectedError;
            },
            strata: null, cancellationToken);
        return Against(Bound, Calibration.Compute(target, probability, BinCount).ExpectedError, interval);
    }
}
