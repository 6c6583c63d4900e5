namespace Saker.Onnx.Inspection;

/// <summary>A node that takes weights which can be trained.</summary>
/// <param name="Node">The node's name, or its operator and what it gives.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Weights">Name, type and shape of each; one that several nodes take stands with the first.</param>
/// <param name="Count">Numbers in them.</param>
public sealed record TrainableLayer(string Node, string Operator, IReadOnlyList<TensorSpec> Weights, long Count);
