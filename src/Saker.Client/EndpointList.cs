namespace Saker.Client;

/// <summary>The body of <c>GET /api/endpoints</c>.</summary>
public sealed record EndpointList(IReadOnlyList<EndpointInfo> Endpoints);
