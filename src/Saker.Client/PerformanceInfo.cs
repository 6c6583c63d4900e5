namespace Saker.Client;

/// <summary>How an endpoint fared since a time.</summary>
public sealed record PerformanceInfo
{
    public required string Endpoint { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<VersionPerformanceInfo> Versions { get; init; }

    /// <summary>How many outcomes are in each state: <c>unmatched</c>, <c>matched</c>, <c>unsampled</c>, <c>orphan</c>.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }
}
