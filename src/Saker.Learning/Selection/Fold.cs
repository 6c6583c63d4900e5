namespace Saker.Learning.Selection;

/// <summary>One fold of cross-validation: which rows to learn from and which to predict.</summary>
public sealed record Fold
{
    /// <summary>Counted from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Rows to learn from, ascending.</summary>
    public required IReadOnlyList<int> Train { get; init; }

    /// <summary>Rows to predict, ascending; every row is in exactly one fold's validation part.</summary>
    public required IReadOnlyList<int> Validation { get; init; }
}
