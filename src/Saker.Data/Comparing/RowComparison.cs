namespace Saker.Data.Comparing;

/// <summary>How the rows of two tables differ. Rows without a key are alike when all shared columns are, and equal rows are told apart by their number.</summary>
public sealed record RowComparison
{
    public required long BeforeCount { get; init; }

    public required long AfterCount { get; init; }

    /// <summary>Rows that only the later table has; with a key, rows whose key only it has.</summary>
    public required long AddedCount { get; init; }

    /// <summary>Rows that only the earlier table has; with a key, rows whose key only it has.</summary>
    public required long RemovedCount { get; init; }

    /// <summary>Rows whose key both have, with other values; always 0 without a key.</summary>
    public long ChangedCount { get; init; }

    public required long SameCount { get; init; }

    /// <summary>The columns that name a row; empty when whole rows were compared.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The columns that both tables have, which were compared, in the order of the earlier one.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>With a key: in how many rows each column changed, those that did.</summary>
    public IReadOnlyDictionary<string, long> ChangedByColumn { get; init; } = new Dictionary<string, long>();

    /// <summary>The first added rows in the order of their values: the key, or else the shared columns.</summary>
    public required Table Added { get; init; }

    /// <summary>The first removed rows, as <see cref="Added"/>.</summary>
    public required Table Removed { get; init; }
}
