namespace Saker.Onnx.Inspection;

/// <summary>An operator and how many nodes are of it, those in bodies of loops and branches included.</summary>
/// <param name="Domain">Its domain; empty for ONNX's own.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">Nodes.</param>
public sealed record OperatorCount(string Domain, string Name, int Count);
