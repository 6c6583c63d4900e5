namespace Saker.Client;

/// <summary>The body of <c>GET /api/experiments</c>: the newest first.</summary>
public sealed record ExperimentList(IReadOnlyList<ExperimentInfo> Experiments);
