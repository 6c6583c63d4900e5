namespace Saker.Onnx.Reading;

/// <summary>A set of operators that a model draws on.</summary>
/// <param name="Domain">The domain; empty for ONNX's own.</param>
/// <param name="Version">Its version, from 1.</param>
public sealed record OperatorSet(string Domain, long Version);
