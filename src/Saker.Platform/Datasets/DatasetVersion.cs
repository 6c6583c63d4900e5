using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>One immutable state of a named dataset.</summary>
public sealed record DatasetVersion
{
    public required string Name { get; init; }

    /// <summary>Counts from 1 within the name.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 over schema and rows, 64 hexadecimal digits: the same content has the same hash whatever file it came from.</summary>
    public required string Hash { get; init; }

    public required long RowCount { get; init; }

    public required Schema Schema { get; init; }

    /// <summary>Where the rows came from, as the user named it.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who stored it; null for versions of before that was noted.</summary>
    public string? CreatedBy { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DatasetLineage Lineage { get; init; } = DatasetLineage.Unknown;

    /// <summary>What came of its checks: <c>passed</c>, <c>warned</c> or <c>failed</c>; null when there were none.</summary>
    public string? CheckOutcome { get; init; }

    /// <summary>Why its rows are gone; null while they are there.</summary>
    public DatasetRemoval? Removal { get; init; }

    /// <summary>As people write it: <c>telco/3</c>.</summary>
    public string Reference => new DatasetReference(Name, Version).ToString();

    /// <summary>What tells its content apart where 36 characters are the most that there may be, as for an input of a run: the first half of the hash.</summary>
    public string Digest => Hash[..32];
}
