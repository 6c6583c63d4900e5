namespace Saker.Data.Comparing;

/// <summary>How rows are compared.</summary>
public sealed record RowComparisonOptions
{
    /// <summary>The columns that name a row in both tables; empty to compare whole rows.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>How many added and removed rows are shown at most, 0 to 1,000.</summary>
    public int MaxShownRows { get; init; } = 10;
}
