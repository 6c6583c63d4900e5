namespace Saker.Client;

/// <summary>The answer to a predict request: one prediction a row, in order, and which version gave it.</summary>
public sealed record PredictResponse(string RequestId, string Model, string Version, IReadOnlyList<Prediction> Predictions);
