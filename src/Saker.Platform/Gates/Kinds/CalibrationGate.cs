using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
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
        var predictions = await evidence.GetPredictionsAsync(cancellationToken);
        var interval = new Bootstrap { Seed = evidence.Seed }.Estimate(predictions.UnitCount, rows => ErrorOf(predictions.Take(rows)), strata: null, cancellationToken);
        return Against(Bound, ErrorOf(predictions), interval);
    }

    private double ErrorOf(BinaryPredictions rows) => Calibration.Compute(rows.Target, rows.Probability, BinCount).ExpectedError;
}
