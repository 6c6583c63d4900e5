namespace Saker.Onnx.Gradients;

/// <summary>An input that values are multiplied with: 0 for a share of its elements, 1 / (1 - share) for the others.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Ratio">The share that is dropped.</param>
public sealed record DropoutMask(string Input, IReadOnlyList<long> Shape, float Ratio);
