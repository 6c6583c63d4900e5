namespace Saker.Platform.Datasets;

/// <summary>A dataset version as its table holds it.</summary>
internal sealed record DatasetRow
{
    public required string Name { get; init; }

    public long Version { get; init; }

    public required string Hash { get; init; }

    public required string Schema { get; init; }

    public long RowCount { get; init; }

    public required string Source { get; init; }

    public long CreatedAt { get; init; }

    public string? CreatedBy { get; init; }

    public string? Description { get; init; }

    public string? Lineage { get; init; }

    public string? CheckReport { get; init; }

    public string? CheckOutcome { get; init; }

    public long? RemovedAt { get; init; }

    public string? RemovedBy { get; init; }

    public string? RemovedRule { get; init; }

    public DatasetVersion ToVersion(IEnumerable<DatasetTagRow> tags) => new()
    {
        Name = Name,
        Version = (int)Version,
        Hash = Hash,
        RowCount = RowCount,
        Schema = SchemaJson.Read(Schema),
        Source = Source,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        CreatedBy = CreatedBy,
        Description = Description,
        Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
        Lineage = LineageJson.Read(Lineage),
        CheckOutcome = CheckOutcome,
        Removal = RemovedAt is { } at ? new DatasetRemoval(DateTimeOffset.FromUnixTimeMilliseconds(at), RemovedBy ?? "", RemovedRule ?? "") : null,
    };
}
