using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>How the rows of two versions differ.</summary>
public sealed record RowDifferenceInfo
{
    public required long BeforeCount { get; init; }

    public required long AfterCount { get; init; }

    public required long AddedCount { get; init; }

    public required long RemovedCount { get; init; }

    /// <summary>Rows of the same key with other values; 0 when whole rows were compared.</summary>
    public required long ChangedCount { get; init; }

    public required long SameCount { get; init; }

    /// <summary>The columns that name a row; empty when whole rows were compared.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>In how many rows of the same key a column changed.</summary>
    public required IReadOnlyDictionary<string, long> ChangedByColumn { get; init; }

    /// <summary>The columns of the rows that are shown.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The first rows that only the later version has.</summary>
    public required JsonArray Added { get; init; }

    /// <summary>The first rows that only the earlier version has.</summary>
    public required JsonArray Removed { get; init; }
}
