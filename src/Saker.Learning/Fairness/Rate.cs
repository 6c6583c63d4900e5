using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>A share of rows with what it was counted from; its interval is Wilson's (1927).</summary>
public sealed record Rate
{
    /// <summary>NaN when there is no row to count.</summary>
    public required double Value { get; init; }

    /// <summary>The rows that it is a share of.</summary>
    public required int RowCount { get; init; }

    public required Interval Interval { get; init; }
}
