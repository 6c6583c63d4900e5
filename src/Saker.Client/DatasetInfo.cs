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

    public string? CreatedBy { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>What came of its checks: <c>passed</c>, <c>warned</c> or <c>failed</c>; null when there were none.</summary>
    public string? Checks { get; init; }

    /// <summary>Why its rows are gone; null while they are there.</summary>
    public DatasetRemovalInfo? Removal { get; init; }

    /// <summary>Where it comes from; only of a single version.</summary>
    public DatasetLineageInfo? Lineage { get; init; }

    /// <summary>What was made of it; only of a single version.</summary>
    public DatasetUseInfo? Use { get; init; }
}
