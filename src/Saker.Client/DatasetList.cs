namespace Saker.Client;

/// <summary>The body of <c>GET /api/datasets</c>.</summary>
public sealed record DatasetList(IReadOnlyList<DatasetInfo> Datasets);
