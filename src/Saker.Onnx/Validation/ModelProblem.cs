namespace Saker.Onnx.Validation;

/// <summary>One way in which a model is not sound.</summary>
/// <param name="Node">The node concerned, by name, or by operator and position where it has none; null when it is the whole model.</param>
/// <param name="Value">The value concerned; null when it is none.</param>
/// <param name="Message">What is wrong, as a sentence that names both.</param>
public sealed record ModelProblem(string? Node, string? Value, string Message);
