namespace Saker.Onnx.Attribution;

/// <summary>What one run of a gradient graph gave.</summary>
internal sealed record GradientValues(float Loss, Tensor Predictions, IReadOnlyDictionary<string, Tensor> Gradients, IReadOnlyDictionary<string, Tensor> All);
