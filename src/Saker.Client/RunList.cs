namespace Saker.Client;

/// <summary>The body of <c>GET /api/runs</c>: in the order asked for, else the newest first.</summary>
/// <param name="Runs">The runs of this page.</param>
/// <param name="NextPage">Gives the next page; null when this is the last one.</param>
public sealed record RunList(IReadOnlyList<RunInfo> Runs, string? NextPage = null);
