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

    public DatasetVersion ToVersion() => new()
    {
        Name = Name,
        Version = (int)Version,
        Hash = Hash,
        RowCount = RowCount,
        Schema = SchemaJson.Read(Schema),
        Source = Source,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
    };
}
