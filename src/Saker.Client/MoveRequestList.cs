namespace Saker.Client;

/// <summary>The body of <c>GET /api/models/approvals</c>.</summary>
public sealed record MoveRequestList(IReadOnlyList<MoveRequestInfo> Requests);
