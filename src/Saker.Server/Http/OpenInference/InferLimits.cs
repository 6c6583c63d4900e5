namespace Saker.Server.Http.OpenInference;

/// <summary>How much of an infer request is accepted, and how much of what is wrong with it is told.</summary>
/// <param name="MaxRows">The most rows of a request to a model that takes rows.</param>
/// <param name="MaxErrors">The most problems that are named.</param>
public readonly record struct InferLimits(int MaxRows, int MaxErrors);
