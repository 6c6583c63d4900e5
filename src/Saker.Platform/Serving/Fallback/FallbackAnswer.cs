using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>An answer of a fallback chain.</summary>
/// <param name="Source">Who gave it.</param>
/// <param name="Outputs">The outputs; null where the primary wrote them to the call's own.</param>
internal sealed record FallbackAnswer(AnswerSource Source, TensorBuffer[]? Outputs);
