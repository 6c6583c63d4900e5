namespace Saker.Client;

/// <summary>The body of <c>GET /api/models/{name}/versions</c>, the newest version first.</summary>
public sealed record VersionStateList(IReadOnlyList<VersionStateInfo> Versions);
