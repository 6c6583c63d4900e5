namespace Saker.Server.Http.OpenInference;

/// <summary>Where a value stands in a request.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind it.</param>
/// <param name="Input">The input whose only element it is; -1 for the request's id.</param>
/// <param name="Datatype">As what it was sent.</param>
/// <param name="Shape">The shape that the input gets.</param>
internal readonly record struct InferHole(int Start, int End, int Input, Datatype Datatype, long[] Shape);
