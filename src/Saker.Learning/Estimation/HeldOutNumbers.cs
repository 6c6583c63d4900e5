using Saker.Learning.Scores;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Estimation;

/// <summary>As <see cref="HeldOutPredictions"/>, of a model that predicts numbers.</summary>
public sealed record HeldOutNumbers : HeldOutAnswers
{
    /// <summary>The right number of each row.</summary>
    public required IReadOnlyList<double> Target { get; init; }

    /// <summary>What was said of each row.</summary>
    public required IReadOnlyList<double> Prediction { get; init; }

    /// <param name="rows">What was said of them.</param>
    /// <param name="places">Where their columns are, one place a row; null where that is not known.</param>
    public static HeldOutNumbers Of(RegressionPredictions rows, HeldOutRows? places = null)
    {
        if (Kept(rows.UnitCount, MaxRowCount, places) is { } kept)
            (rows, places) = (rows.Take(kept), Take(places, kept));
        return new HeldOutNumbers { Target = rows.Target.ToArray(), Prediction = rows.Prediction.ToArray(), Rows = places };
    }

    /// <exception cref="Saker.Data.SakerException">The lengths differ, there is no row, or a number is not finite.</exception>
    public RegressionPredictions ToPredictions() => new(Target.ToArray(), Prediction.ToArray());

    public override string ToJson() => EvaluationJson.WriteDense(this);

    private protected override int CountRows() => ToPredictions().UnitCount;
}
