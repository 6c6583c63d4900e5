namespace Saker.Learning.Explanation.Linear;

/// <summary>
/// SHAP values of a linear margin, features taken as independent: coefficient times the distance from the feature's mean (Lundberg and Lee 2017, corollary 1).
/// A missing value is at the mean.
/// </summary>
internal sealed class LinearShap(IReadOnlyList<double> coefficients, double intercept, IReadOnlyList<double> means) : IFeatureAttributor
{
    public double Base { get; } = intercept + coefficients.Zip(means, (coefficient, mean) => coefficient * mean).Sum();

    public void Explain(ReadOnlyMemory<double> features, int featureCount, Memory<double> attributions, int threadCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(featureCount, coefficients.Count);
        cancellationToken.ThrowIfCancellationRequested();
        var from = features.Span;
        var to = attributions.Span;
        for (var i = 0; i < from.Length; i++)
        {
            var feature = i % featureCount;
            to[i] = double.IsNaN(from[i]) ? 0 : coefficients[feature] * (from[i] - means[feature]);
        }
    }
}
