namespace Saker.Platform.Tests.Search;

/// <summary>Something to search, as plain as it can be.</summary>
internal sealed record Thing
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Note { get; init; }

    public required long Size { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    public required IReadOnlyList<string> Parts { get; init; }
}
