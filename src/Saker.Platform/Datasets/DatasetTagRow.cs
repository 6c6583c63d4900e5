namespace Saker.Platform.Datasets;

/// <summary>A tag of a dataset version as its table holds it.</summary>
internal sealed record DatasetTagRow
{
    public required string Name { get; init; }

    public long Version { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }
}
