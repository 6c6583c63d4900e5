namespace Saker.Client;

/// <summary>The body of <c>GET /api/endpoints/{name}/windows</c>: the oldest first.</summary>
public sealed record WindowList(IReadOnlyList<WindowInfo> Windows);
