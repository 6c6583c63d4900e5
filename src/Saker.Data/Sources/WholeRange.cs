namespace Saker.Data.Sources;

/// <summary>Between which two whole numbers all of a column lie, both included.</summary>
/// <param name="Least">Above <paramref name="Most"/> where there are none.</param>
/// <param name="Most">The greatest.</param>
internal readonly record struct WholeRange(long Least, long Most)
{
    public static WholeRange Empty { get; } = new(long.MaxValue, long.MinValue);

    /// <summary>Takes in a cell of at most 18 digits, perhaps behind a minus.</summary>
    public WholeRange With(ReadOnlySpan<byte> cell)
    {
        var isNegative = cell[0] == '-';
        var value = 0L;
        foreach (var digit in isNegative ? cell[1..] : cell)
            value = (value * 10) + digit - '0';
        return With(isNegative ? -value : value);
    }

    /// <summary>Both together.</summary>
    public WholeRange With(WholeRange other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    private WholeRange With(long value) => new(Math.Min(Least, value), Math.Max(Most, value));
}
