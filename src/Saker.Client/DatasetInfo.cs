namespace Saker.Client;

/// <summary>One immutable state of a named dataset.</summary>
public sealed record DatasetInfo
{
    public required string Name { get; init; }

    /// <summary>Counts from 1 within the name.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 over schema and rows, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public required long RowCount { get; init; }

    public required IReadOnlyList<ColumnInfo> Columns { get; init; }

    /// <summary>Where the rows came from, as the user named it.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
