namespace Saker.Server.Http.OpenInference;

/// <summary>The shape of a named tensor, for the OpenAPI document only; data is flat or nested.</summary>
internal sealed record InferTensorDocument(string Name, IReadOnlyList<long> Shape, Datatype Datatype, IReadOnlyList<object> Data);
