namespace Saker.Onnx.Plans;

/// <summary>A graph has what plans do not; the message says what, behind the name of the operator.</summary>
internal sealed class PlanException(string message) : Exception(message);
