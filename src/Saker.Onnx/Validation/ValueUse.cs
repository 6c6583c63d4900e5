namespace Saker.Onnx.Validation;

/// <summary>A node takes a value.</summary>
internal readonly record struct ValueUse(string Node, string Value);
