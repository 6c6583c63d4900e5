namespace Saker.Conformance.Samples;

/// <summary>What the model's metadata says.</summary>
internal sealed record ModelInfo(string Name, IReadOnlyList<string> Versions, IReadOnlyList<TensorInfo> Inputs, IReadOnlyList<TensorInfo> Outputs);
