namespace Saker.Onnx.Gradients;

/// <summary>Mean and variance of a batch, by which the stored ones are to be moved.</summary>
/// <param name="Node">The batch normalisation.</param>
/// <param name="StoredMean">The stored value that is the moving mean.</param>
/// <param name="StoredVariance">The stored value that is the moving variance.</param>
/// <param name="Mean">The output that is the batch's mean.</param>
/// <param name="Variance">The output that is the batch's variance, divided by <paramref name="Count"/>.</param>
/// <param name="Count">The elements of each channel.</param>
/// <param name="Momentum">How much of the stored values is kept.</param>
public sealed record BatchStatistic(string Node, string StoredMean, string StoredVariance, string Mean, string Variance, long Count, float Momentum);
