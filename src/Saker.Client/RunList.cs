namespace Saker.Client;

/// <summary>The body of <c>GET /api/runs</c>: the newest first.</summary>
public sealed record RunList(IReadOnlyList<RunInfo> Runs);
