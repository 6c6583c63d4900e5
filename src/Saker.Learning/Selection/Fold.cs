namespace Saker.Learning.Selection;

/// <summary>One fold of cross-validation: which rows to learn from and which to predict. No row is in both.</summary>
public sealed record Fold
{
    /// <summary>Counted from 0 over all repetitions.</summary>
    public required int Index { get; init; }

    /// <summary>Which repetition it belongs to, counted from 0. Within one, no row is in the validation part of two folds.</summary>
    public int Repeat { get; init; }

    /// <summary>Rows to learn from, ascending.</summary>
    public required IReadOnlyList<int> Train { get; init; }

    /// <summary>Rows to predict, ascending. Folds in the order of time never predict the earliest rows; all others predict every row once a repetition.</summary>
    public required IReadOnlyList<int> Validation { get; init; }
}
