namespace Saker.Client;

/// <summary>A node that takes weights which can be trained, and how many numbers are in them.</summary>
public sealed record TrainableLayerInfo(string Node, string Operator, IReadOnlyList<ModelTensorInfo> Weights, long Count);
