namespace Saker.Server.Http;

/// <summary>What the OpenAPI document shows as an example of a route's request and answer, as JSON.</summary>
internal sealed record OperationExample(string Request, string? Response = null);
