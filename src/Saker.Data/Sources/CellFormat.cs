namespace Saker.Data.Sources;

/// <summary>How values are written in cells of text.</summary>
internal sealed record CellFormat
{
    /// <summary>Texts that mean a missing value, compared after trimming blanks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Before the fraction of a number.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>Between groups of three digits; null when there are no groups.</summary>
    public char? Thousands { get; init; }

    /// <summary>Whether the engine's NULL is an empty text, and <see cref="Missing"/> says whether that is missing; otherwise it is missing.</summary>
    public bool NullIsEmptyText { get; init; }

    /// <summary>Whether numbers are written as the engine reads them.</summary>
    public bool HasPlainNumbers => Decimal == '.' && Thousands is null;
}
