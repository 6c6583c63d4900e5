namespace Saker.Learning.Selection;

/// <summary>Rows set aside for the final evaluation, and those to learn from.</summary>
public sealed record HoldOut
{
    /// <summary>Rows to learn from, ascending.</summary>
    public required IReadOnlyList<int> Train { get; init; }

    /// <summary>Rows to keep untouched until the end, ascending.</summary>
    public required IReadOnlyList<int> Test { get; init; }

    /// <summary>Rows in neither part, because they lie in the gap between them; ascending, empty without a gap.</summary>
    public IReadOnlyList<int> Left { get; init; } = [];
}
