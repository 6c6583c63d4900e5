using Saker.OpenInference.Tensors;

namespace Saker.Server.Grpc;

/// <summary>How an input's elements are to be read.</summary>
/// <param name="Datatype">What they are.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Taken">The shape that is taken instead of the one given; null for the given one.</param>
/// <param name="IsOther">Whether texts come where numbers are needed, or numbers for texts, and are converted by the endpoint's policy.</param>
internal readonly record struct TensorKind(Datatype Datatype, long Count, long[]? Taken, bool IsOther);
