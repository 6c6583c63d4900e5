namespace Saker.Data.Tallies;

/// <summary>
/// What a check asks of each cell of one column, as code, so that a source can count it while it looks at its cells anyway. It gives the same numbers
/// as the check's SQL. Thread-safe.
/// </summary>
internal abstract class CellTest
{
    /// <summary>As what it looks at the cells of a column of some type.</summary>
    public abstract CellKind On(ColumnType type);

    /// <summary>How many of these whole numbers break it.</summary>
    public virtual long Broken(ReadOnlySpan<long> wholes) => throw new NotSupportedException();

    /// <summary>How many of these numbers break it.</summary>
    public virtual long Broken(ReadOnlySpan<double> numbers) => throw new NotSupportedException();

    /// <summary>The numbers at which the answer changes: near them the last digits of a number matter.</summary>
    public virtual IReadOnlyList<double> Bounds => [];

    /// <summary>Whether a text, which is never empty, breaks it.</summary>
    public virtual bool IsBroken(ReadOnlySpan<byte> text) => throw new NotSupportedException();

    /// <summary>What was counted in the end, of the rows that break it; null when nobody can tell.</summary>
    public virtual long? Conclude(long broken) => broken;
}
