namespace Saker.Data.Profiles;

/// <summary>Mergeable summary of one column. Immutable.</summary>
public sealed class ColumnProfile
{
    private readonly DistinctSketch _distinct;

    internal ColumnProfile(string name, ColumnType type, long count, long nullCount, DistinctSketch distinct, NumberProfile? numbers, TextProfile? texts)
    {
        Name = name;
        Type = type;
        Count = count;
        NullCount = nullCount;
        _distinct = distinct;
        Numbers = numbers;
        Texts = texts;
        DistinctCount = Math.Min(count - nullCount, (long)Math.Round(distinct.Estimate()));
    }

    /// <summary>Of parts that were stored.</summary>
    /// <exception cref="SakerException">They contradict each other.</exception>
    internal static ColumnProfile From(string name, ColumnType type, long count, long nulls, long rows, DistinctSketch distinct, NumberProfile? numbers, TextProfile? texts)
    {
        if (nulls < 0 || count < nulls || count != rows)
            throw ProfileFault.Wrong($"the counts of column '{name}' are not right.");
        return numbers is null || numbers.Count <= count - nulls - numbers.InfiniteCount
            ? new ColumnProfile(name, type, count, nulls, distinct, numbers, texts)
            : throw ProfileFault.Wrong($"column '{name}' has more numbers than rows.");
    }

    public string Name { get; }

    public ColumnType Type { get; }

    /// <summary>Rows, missing values included.</summary>
    public long Count { get; }

    public long NullCount { get; }

    /// <summary>From 0 to 1; 0 when there are no rows.</summary>
    public double NullShare => Count == 0 ? 0 : (double)NullCount / Count;

    /// <summary>How many different values there are: exact up to 128, beyond that with a standard error of 2.3 %.</summary>
    public long DistinctCount { get; }

    public bool IsDistinctCountExact => _distinct.IsExact;

    /// <summary>Whether every value that is there is the same one; false when none is there.</summary>
    public bool IsConstant => IsDistinctCountExact && DistinctCount == 1;

    /// <summary>
    /// Whether the column looks like a key of its rows: whole numbers or texts of which, within the error of <see cref="DistinctCount"/>, none is missing and none
    /// occurs twice, in at least 100 rows. A hint, not a check.
    /// </summary>
    public bool LooksLikeIdentifier => Count >= 100 && NullCount == 0 && Type is ColumnType.Text or ColumnType.Int32 or ColumnType.Int64
        && DistinctCount >= Count * (IsDistinctCountExact ? 1 : 1 - (3 * DistinctSketch.StandardError)) && !HasRepeats;

    /// <summary>For every type but text.</summary>
    public NumberProfile? Numbers { get; }

    /// <summary>For text.</summary>
    public TextProfile? Texts { get; }

    internal DistinctSketch Distinct => _distinct;

    /// <summary>Whether a value is known to occur twice.</summary>
    private bool HasRepeats => Texts is { Top: [{ Count: > 1 }, ..] } || Numbers is { Top: [{ Count: > 1 }, ..] };
}
