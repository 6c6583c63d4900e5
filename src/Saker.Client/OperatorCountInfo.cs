namespace Saker.Client;

/// <summary>An operator of a model and how many nodes are of it; an empty domain is ONNX's own.</summary>
public sealed record OperatorCountInfo(string Domain, string Name, int Count);
