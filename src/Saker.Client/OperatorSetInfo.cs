namespace Saker.Client;

/// <summary>A set of operators that a model draws on; an empty domain is ONNX's own.</summary>
public sealed record OperatorSetInfo(string Domain, long Version);
