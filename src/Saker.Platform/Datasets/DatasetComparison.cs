using Saker.Data.Comparing;
using Saker.Data.Profiles;

namespace Saker.Platform.Datasets;

/// <summary>How two versions differ. Rows can be compared only where both still have theirs.</summary>
public sealed record DatasetComparison
{
    public required DatasetVersion Before { get; init; }

    public required DatasetVersion After { get; init; }

    /// <summary>Columns that were added, removed, moved or have another type, one line each in words; empty when the schemas are alike.</summary>
    public required IReadOnlyList<string> SchemaChanges { get; init; }

    /// <summary>The distributions, column by column.</summary>
    public required ProfileComparison Profiles { get; init; }

    /// <summary>The rows; null when they were not compared.</summary>
    public RowComparison? Rows { get; init; }

    /// <summary>Why the rows were not compared.</summary>
    public string? RowsReason { get; init; }
}
