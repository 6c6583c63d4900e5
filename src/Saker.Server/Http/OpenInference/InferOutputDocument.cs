namespace Saker.Server.Http.OpenInference;

/// <summary>An output asked for by name, for the OpenAPI document only.</summary>
internal sealed record InferOutputDocument(string Name);
