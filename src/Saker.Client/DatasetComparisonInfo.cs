namespace Saker.Client;

/// <summary>How two versions differ.</summary>
public sealed record DatasetComparisonInfo
{
    public required string Before { get; init; }

    public required string After { get; init; }

    /// <summary>In words, one a change; empty when the schemas are alike.</summary>
    public required IReadOnlyList<string> SchemaChanges { get; init; }

    public required IReadOnlyList<ColumnDistanceInfo> Columns { get; init; }

    /// <summary>Null when rows were not compared.</summary>
    public RowDifferenceInfo? Rows { get; init; }

    /// <summary>Why they were not.</summary>
    public string? RowsReason { get; init; }
}
