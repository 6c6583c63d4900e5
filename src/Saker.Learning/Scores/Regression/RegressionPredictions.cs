using Saker.Data;

namespace Saker.Learning.Scores.Regression;

/// <summary>Predicted numbers beside the right ones.</summary>
public sealed class RegressionPredictions : IScoredRows<RegressionPredictions>
{
    private readonly double[] _target;
    private readonly double[] _prediction;

    /// <param name="target">The right numbers.</param>
    /// <param name="prediction">The predicted ones.</param>
    /// <exception cref="SakerException">The lengths differ, there is no row, or a number is not finite.</exception>
    public RegressionPredictions(ReadOnlySpan<double> target, ReadOnlySpan<double> prediction)
    {
        TaskRows.RequireLengths(target.Length, prediction.Length, "prediction");
        TaskRows.RequireFinite(target, 1, "target");
        TaskRows.RequireFinite(prediction, 1, "prediction");
        _target = target.ToArray();
        _prediction = prediction.ToArray();
    }

    private RegressionPredictions(double[] target, double[] prediction)
    {
        _target = target;
        _prediction = prediction;
    }

    public ReadOnlySpan<double> Target => _target;

    public ReadOnlySpan<double> Prediction => _prediction;

    public int UnitCount => _target.Length;

    public RegressionPredictions Take(ReadOnlySpan<int> units) => new(TaskRows.Pick(_target, units), TaskRows.Pick(_prediction, units));
}
